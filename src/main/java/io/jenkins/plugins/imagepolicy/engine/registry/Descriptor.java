package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.util.Map;
import java.util.Optional;

/** An OCI content descriptor (image-spec descriptor.md). Size in bytes, as claimed. */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<String> artifactType,
        Optional<Platform> platform,
        Map<String, String> annotations) {
    public Descriptor {
        annotations = Map.copyOf(annotations);
    }
}
