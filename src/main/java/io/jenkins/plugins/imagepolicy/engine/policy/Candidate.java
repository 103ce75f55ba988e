package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.util.Optional;

/**
 * What is judged: a resolved image in one of its uses.
 *
 * @param use where a manifest uses it; empty for an image named to the gate directly
 */
public record Candidate(ResolvedImage image, Optional<WorkloadUse> use) {
    /** An image's place in a workload. */
    public record WorkloadUse(Workload workload, ImageUse image) {}
}
