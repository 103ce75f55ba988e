package io.jenkins.plugins.imagepolicy.engine.signature.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A simple-signing payload (containers/image docs/containers-signature.5.md). The members of {@code critical} must all be
 * understood, so unknown ones are refused. The docker-reference is no claim that anybody compares: images are mirrored.
 */
public record SimpleSigning(String digest, Map<String, String> annotations, JsonNode json) {
    private static final Set<String> TYPES = Set.of("cosign container image signature", "Tekton container signature");

    public SimpleSigning {
        annotations = Map.copyOf(annotations);
    }

    public static SimpleSigning read(byte[] payload) throws UnverifiedException {
        try {
            JsonObject json = StrictJson.object(payload, "the payload").only("critical", "optional");
            JsonObject critical = json.object("critical").only("identity", "image", "type");
            String type = critical.text("type");
            if (!TYPES.contains(type)) {
                throw new EncodingException("the payload's type '" + type + "' is not that of an image signature");
            }
            if (critical.has("identity")) {
                critical.object("identity").only("docker-reference").optionalText("docker-reference");
            }
            String digest =
                    critical.object("image").only("docker-manifest-digest").text("docker-manifest-digest");
            return new SimpleSigning(digest, annotations(json), json.node());
        } catch (EncodingException e) {
            throw Malformed.because(e);
        }
    }

    private static Map<String, String> annotations(JsonObject json) throws EncodingException {
        Map<String, String> annotations = new TreeMap<>();
        if (json.has("optional")) {
            json.object("optional").node().fields().forEachRemaining(field -> {
                if (field.getValue().isTextual()) {
                    annotations.put(field.getKey(), field.getValue().textValue());
                }
            });
        }
        return annotations;
    }
}
