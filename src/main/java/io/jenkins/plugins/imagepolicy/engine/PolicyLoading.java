package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyFiles;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the policies that a request names, of every kind that the gate knows. */
final class PolicyLoading {
    private PolicyLoading() {}

    /** @param now the time that policies see */
    static PolicySet load(GateRequest request, Instant now) {
        return load(
                WorkspaceFiles.of(request),
                request.policies(),
                GivenIdentities.others(request),
                new PolicyKind.LoadOptions(request.offline(), now));
    }

    static PolicySet load(
            WorkspaceFiles files, List<String> paths, Map<String, String> inline, PolicyKind.LoadOptions options) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<SourceText> texts = new ArrayList<>();
        for (String path : paths) {
            try {
                if (inline.containsKey(path)) {
                    texts.add(GivenSecrets.document(path, inline.get(path)));
                    continue;
                }
                for (Path file : files.files(List.of(path))) {
                    texts.add(files.read(file));
                }
            } catch (InputException e) {
                diagnostics.add(e.diagnostic(ReasonCode.POLICY_INVALID));
            }
        }
        PolicySet loaded = new PolicyFiles(PolicyKinds.all()).load(texts, options);
        loaded.diagnostics().stream().map(GivenSecrets::withoutSecrets).forEach(diagnostics::add);
        if (loaded.policies().isEmpty() && diagnostics.stream().noneMatch(Diagnostic::isError)) {
            diagnostics.add(Diagnostic.error(
                    ReasonCode.POLICY_INVALID,
                    "",
                    paths.isEmpty() ? "No policy was named" : "There is no policy in " + String.join(", ", paths),
                    "Name files with ClusterImagePolicy, ClusterPolicy or ImageValidatingPolicy"));
        }
        return new PolicySet(loaded.policies(), diagnostics);
    }
}
