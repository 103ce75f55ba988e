package io.jenkins.plugins.imagepolicy.engine.manifest;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import java.util.List;

/** What one file of manifests holds. An error among the diagnostics says that images may be missing. */
public record ManifestSet(List<Workload> workloads, List<Diagnostic> diagnostics) {
    public ManifestSet {
        workloads = List.copyOf(workloads);
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
