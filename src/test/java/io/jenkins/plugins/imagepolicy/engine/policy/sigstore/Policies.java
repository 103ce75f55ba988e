package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyFiles;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.util.List;
import java.util.stream.Collectors;

/** Loads policies from texts, and shortens what tests say of them. */
final class Policies {
    private Policies() {}

    static PolicySet load(String... texts) {
        return load(new ClusterImagePolicies(), texts);
    }

    static PolicySet load(PolicyKind kind, String... texts) {
        List<SourceText> files = new java.util.ArrayList<>();
        for (String text : texts) {
            files.add(new SourceText("policy-" + files.size() + ".yaml", text));
        }
        return new PolicyFiles(List.of(kind)).load(files, new PolicyKind.LoadOptions(false));
    }

    static Policy one(String... texts) {
        PolicySet set = load(texts);
        assertThat(set.diagnostics().stream().filter(Diagnostic::isError)).isEmpty();
        assertThat(set.policies()).hasSize(1);
        return set.policies().get(0);
    }

    static PolicyResult judge(Policy policy, Candidate candidate, Judging judging) {
        return policy.judge(candidate, judging).orElseThrow();
    }

    static String errors(PolicySet set) {
        return set.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .collect(Collectors.joining("\n"));
    }

    static String messages(PolicyResult result) {
        return result.reasons().stream().map(r -> r.message()).collect(Collectors.joining("\n"));
    }
}
