package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate.WorkloadUse;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One distinct image that the gate is to judge, and everywhere it is used.
 *
 * @param written as first named
 * @param reference empty when {@code written} is no reference
 * @param resolved already known for images of layouts
 * @param problem why {@code reference} is empty
 */
record Target(
        String written,
        Optional<ImageReference> reference,
        Optional<ResolvedImage> resolved,
        String problem,
        List<Place> places) {

    /** One use of the image: how the report shows it, and the workload when it is one of a manifest. */
    record Place(Use use, Optional<WorkloadUse> workload) {}

    static Target of(ImageReference reference) {
        return new Target(reference.written(), Optional.of(reference), Optional.empty(), "", new ArrayList<>());
    }

    static Target of(ResolvedImage resolved) {
        return new Target(
                resolved.reference().written(),
                Optional.of(resolved.reference()),
                Optional.of(resolved),
                "",
                new ArrayList<>());
    }

    static Target unreadable(String written, String problem) {
        return new Target(written, Optional.empty(), Optional.empty(), problem, new ArrayList<>());
    }
}
