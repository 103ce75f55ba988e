package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.Set;

/**
 * Settings of validation that a cluster's controller has.
 *
 * @param failOnEmptyAuthorities whether a policy without authorities is an error ({@code fail-on-empty-authorities})
 * @param matchResources names that {@code match[].resource} may have; empty allows any
 */
public record ResourceOptions(boolean failOnEmptyAuthorities, Set<String> matchResources) {
    /**
     * The controller's defaults. The resources are those of its webhook and those whose pods the gate finds besides.
     */
    public static final ResourceOptions DEFAULT = new ResourceOptions(
            true,
            Set.of(
                    "replicasets",
                    "deployments",
                    "pods",
                    "cronjobs",
                    "jobs",
                    "statefulsets",
                    "daemonsets",
                    "replicationcontrollers",
                    "podtemplates",
                    "services",
                    "configurations",
                    "revisions"));

    public ResourceOptions {
        matchResources = Set.copyOf(matchResources);
    }

    public ResourceOptions withEmptyAuthorities() {
        return new ResourceOptions(false, matchResources);
    }
}
