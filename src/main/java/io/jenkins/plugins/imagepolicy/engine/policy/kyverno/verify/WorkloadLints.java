package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import java.util.ArrayList;
import java.util.List;

/** What is odd about a workload that Kyverno's policies judge. */
public final class WorkloadLints {
    private static final List<String> EVIDENCE = List.of(
            "kyverno.io/verify-images", "kyverno.io/verify-images-scoped", "kyverno.io/image-verification-outcomes");
    private static final JsonPointer ANNOTATIONS = JsonPointer.compile("/metadata/annotations");

    private WorkloadLints() {}

    /** @param byNamespace whether the policy asks for the namespace */
    public static List<Diagnostic> find(Workload workload, String policy, boolean byNamespace) {
        List<Diagnostic> lints = new ArrayList<>();
        JsonNode annotations = workload.resource().at(ANNOTATIONS);
        for (String evidence : EVIDENCE) {
            if (annotations.has(evidence)) {
                lints.add(workload.document()
                        .warning(
                                "forged-verification",
                                workload.at().append(ANNOTATIONS).appendProperty(evidence),
                                "the annotation " + evidence
                                        + " claims that images were verified; it proves nothing and" + " is ignored",
                                "Remove it; Kyverno writes it itself"));
            }
        }
        if (byNamespace && workload.namespace().isEmpty() && workload.podSpec().isPresent()) {
            lints.add(workload.document()
                    .warning(
                            "namespace-unknown",
                            workload.at().append(JsonPointer.compile("/metadata")),
                            "the policy " + policy + " asks for the namespace, but " + workload.title()
                                    + " names none; 'default' is taken",
                            "Write metadata.namespace, or give the gate the namespace it is deployed to"));
        }
        return lints;
    }
}
