package io.jenkins.plugins.imagepolicy.engine.manifest;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a file of manifests holds.
 *
 * @param payloads documents that are no Kubernetes resources
 * @param diagnostics faults and lints; the faults of {@code payloads} among them
 */
public record ManifestSet(List<Workload> workloads, List<Payload> payloads, List<Diagnostic> diagnostics) {
    public ManifestSet {
        workloads = List.copyOf(workloads);
        payloads = List.copyOf(payloads);
        diagnostics = List.copyOf(diagnostics);
    }

    /**
     * A document without kind and apiVersion: a fault, unless a policy judges plain JSON and finds images in it.
     *
     * @param document as a workload without kind, apiVersion, name and images
     * @param fault to be dropped only where a policy finds an image
     */
    public record Payload(Workload document, Diagnostic fault) {}

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
