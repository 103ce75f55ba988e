package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import java.util.List;
import java.util.Optional;

/** A loaded, valid policy. Immutable; safe for use by several threads. */
public interface Policy {
    String name();

    /** Kind of the Kubernetes resource: {@code ClusterImagePolicy}, {@code ClusterPolicy}, … */
    String kind();

    /** File as the user named it. */
    String file();

    /** Line of the resource in the file, from 1. */
    int line();

    /**
     * Judges one image, or says that the policy does not apply to it. What goes wrong on the way is an error verdict in the
     * result; this method throws only what is a defect.
     */
    Optional<PolicyResult> judge(Candidate candidate, Judging judging);

    /** Which images and workloads the policy is about, for people: {@code images ghcr.io/acme/**}; empty when it cannot say. */
    default String appliesTo() {
        return "";
    }

    /** Images of a workload that this policy knows of beside {@link Workload#images()}; they are to be judged too. */
    default List<ImageUse> images(Workload workload) {
        return List.of();
    }

    /** What the user should know about a workload before this policy judges its images. */
    default List<Diagnostic> lint(Workload workload) {
        return List.of();
    }
}
