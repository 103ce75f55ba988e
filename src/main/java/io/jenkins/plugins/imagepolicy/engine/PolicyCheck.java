package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyFiles;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.util.List;
import java.util.Map;

/** Loads policies without judging an image. */
public final class PolicyCheck {
    private PolicyCheck() {}

    /**
     * Loads what {@code paths} mean.
     *
     * @param directory base of the paths
     * @param offline nothing that policies refer to is fetched
     */
    public static PolicySet check(String directory, List<String> paths, boolean offline) {
        return check(directory, paths, Map.of(), offline);
    }

    /** As the other, with texts of files that exist nowhere on disk, by the names that {@code paths} have for them. */
    public static PolicySet check(String directory, List<String> paths, Map<String, String> files, boolean offline) {
        return PolicyLoading.load(new WorkspaceFiles(directory), paths, files, new PolicyKind.LoadOptions(offline));
    }

    /** Loads these texts; nothing that they refer to is fetched. */
    public static PolicySet check(List<SourceText> texts) {
        return new PolicyFiles(PolicyKinds.all()).load(texts, new PolicyKind.LoadOptions(true));
    }
}
