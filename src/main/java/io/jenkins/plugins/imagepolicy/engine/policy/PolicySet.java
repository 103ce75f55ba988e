package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import java.util.List;

/** All that was loaded: the policies, and what there is to say about the files. */
public record PolicySet(List<Policy> policies, List<Diagnostic> diagnostics) {
    public PolicySet {
        policies = List.copyOf(policies);
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
