package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Items of {@code verifyImages} in the deprecated form ({@code image}, {@code key}, {@code issuer}), in today's form. */
public final class LegacyForm {
    private LegacyForm() {}

    /** Whether the item uses the deprecated form at all: a {@code subject} or {@code roots} alone does not. */
    public static boolean isLegacy(JsonNode item) {
        return !text(item, "image").isEmpty()
                || !text(item, "key").isEmpty()
                || !text(item, "issuer").isEmpty();
    }

    public static JsonNode convert(JsonNode item) {
        if (!isLegacy(item)) {
            return item;
        }
        ObjectNode converted = item.deepCopy();
        converted.remove(java.util.List.of("image", "key", "roots", "subject", "issuer", "additionalExtensions"));
        if (!text(item, "image").isEmpty()) {
            ArrayNode references = converted.withArray("imageReferences");
            references.add(text(item, "image"));
        }
        // With attestations the key or issuer is dropped, as upstream drops it.
        if (item.path("attestations").isEmpty()) {
            ObjectNode entry = converted.objectNode();
            if (!text(item, "key").isEmpty()) {
                entry.putObject("keys").put("publicKeys", text(item, "key"));
            } else if (!text(item, "issuer").isEmpty()) {
                ObjectNode keyless = entry.putObject("keyless");
                keyless.put("issuer", text(item, "issuer"));
                keyless.put("subject", text(item, "subject"));
                keyless.put("roots", text(item, "roots"));
            }
            if (!entry.isEmpty()) {
                converted.putArray("attestors").addObject().putArray("entries").add(entry);
            }
        }
        return converted;
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asText("");
    }
}
