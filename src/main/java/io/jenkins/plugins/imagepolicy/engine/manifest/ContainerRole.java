package io.jenkins.plugins.imagepolicy.engine.manifest;

/** The list of the pod's spec that a container stands in. */
public enum ContainerRole {
    INIT_CONTAINER,
    CONTAINER,
    EPHEMERAL_CONTAINER,
    /** An image volume ({@code spec.volumes[].image.reference}). */
    VOLUME
}
