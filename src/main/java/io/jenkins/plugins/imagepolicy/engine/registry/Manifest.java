package io.jenkins.plugins.imagepolicy.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.util.List;
import java.util.Optional;

/**
 * An OCI or Docker manifest or index.
 *
 * @param bytes as delivered; not to be changed
 * @param json {@code bytes}, parsed strictly (duplicate keys refused)
 * @param manifests children of an index, empty for an image manifest
 * @param layers layers of an image manifest, empty for an index
 */
public record Manifest(
        String mediaType,
        Digest digest,
        byte[] bytes,
        JsonNode json,
        Optional<Descriptor> config,
        List<Descriptor> layers,
        List<Descriptor> manifests,
        Optional<Descriptor> subject,
        Optional<String> artifactType) {
    public Manifest {
        layers = List.copyOf(layers);
        manifests = List.copyOf(manifests);
    }

    public boolean isIndex() {
        return mediaType.equals("application/vnd.oci.image.index.v1+json")
                || mediaType.equals("application/vnd.docker.distribution.manifest.list.v2+json");
    }
}
