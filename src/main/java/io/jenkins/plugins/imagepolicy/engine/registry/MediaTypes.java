package io.jenkins.plugins.imagepolicy.engine.registry;

import java.util.List;
import java.util.Set;

/** Media types of manifests, configurations and layers (OCI image-spec media-types.md, Docker image manifest v2 schema 2). */
public final class MediaTypes {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    /** All that a manifest request accepts, most specific first. */
    public static final List<String> MANIFESTS = List.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST);

    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);
    private static final Set<String> CONFIGS = Set.of(OCI_CONFIG, DOCKER_CONFIG);
    private static final List<String> LAYERS = List.of(
            "application/vnd.oci.image.layer.", DOCKER_LAYER, "application/vnd.docker.image.rootfs.foreign.diff.tar");

    private MediaTypes() {}

    public static boolean isManifest(String mediaType) {
        return MANIFESTS.contains(mediaType);
    }

    public static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    public static boolean isImageConfig(String mediaType) {
        return CONFIGS.contains(mediaType);
    }

    /** Whether a container runtime unpacks a layer of this type. */
    public static boolean isLayer(String mediaType) {
        return LAYERS.stream().anyMatch(mediaType::startsWith);
    }
}
