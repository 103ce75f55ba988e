package io.jenkins.plugins.imagepolicy.engine.policy;

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
}
