package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.nio.charset.StandardCharsets;

/** A small image. */
public record TestImage(byte[] config, byte[] manifest) {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final byte[] LAYER = "layer".getBytes(StandardCharsets.UTF_8);

    /** @param name makes the image differ from others */
    public static TestImage of(String name) {
        return of(name, "amd64");
    }

    public static TestImage of(String name, String architecture) {
        byte[] config =
                utf8("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{\"User\":\"65532\","
                        + "\"Labels\":{\"name\":\"" + name + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + Digest.of(LAYER) + "\"]}}");
        return new TestImage(config, manifest(OCI_CONFIG, config, "application/vnd.oci.image.layer.v1.tar", ""));
    }

    /** @param more fields of the manifest, beginning with a comma, or nothing */
    public static byte[] manifest(String configType, byte[] config, String layerType, String more) {
        return utf8("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST + "\",\"config\":"
                + descriptor(configType, config, "") + ",\"layers\":[" + descriptor(layerType, LAYER, "") + "]" + more
                + "}");
    }

    /** @param descriptors as {@link #descriptor} writes them */
    public static byte[] index(String... descriptors) {
        return utf8("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX + "\",\"manifests\":["
                + String.join(",", descriptors) + "]}");
    }

    /** @param more fields, beginning with a comma, or nothing */
    public static String descriptor(String mediaType, byte[] content, String more) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + Digest.of(content) + "\",\"size\":"
                + content.length + more + "}";
    }

    public static String platform(String os, String architecture) {
        return ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}";
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
