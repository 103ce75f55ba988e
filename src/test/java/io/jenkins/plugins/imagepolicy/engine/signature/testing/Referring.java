package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Referrers as clients list them in the fallback index. */
final class Referring {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Referring() {}

    static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the artifact type that go-containerregistry writes: that of the config. */
    static Descriptor descriptor(String mediaType, byte[] manifest, JsonNode json) {
        return new Descriptor(
                mediaType,
                Digest.of(manifest),
                manifest.length,
                Optional.of(json.at("/config/mediaType").asText()),
                Optional.empty(),
                Map.of());
    }

    /** An entry of an index that {@link #index} wrote. */
    static Descriptor entry(JsonNode json) {
        return new Descriptor(
                json.path("mediaType").asText(),
                Digest.parse(json.path("digest").asText()).orElseThrow(),
                json.path("size").asLong(),
                Optional.ofNullable(json.path("artifactType").textValue()),
                Optional.empty(),
                Map.of());
    }

    static String index(List<Descriptor> descriptors) {
        StringBuilder index = new StringBuilder(
                "{\"schemaVersion\":2,\"mediaType\":\"" + ArtefactStore.OCI_INDEX + "\",\"manifests\":[");
        String comma = "";
        for (Descriptor descriptor : descriptors) {
            index.append(comma)
                    .append("{\"mediaType\":\"")
                    .append(descriptor.mediaType())
                    .append("\",\"digest\":\"")
                    .append(descriptor.digest())
                    .append("\",\"size\":")
                    .append(descriptor.size())
                    .append(descriptor
                            .artifactType()
                            .map(a -> ",\"artifactType\":\"" + a + "\"")
                            .orElse(""))
                    .append('}');
            comma = ",";
        }
        return index.append("]}").toString();
    }
}
