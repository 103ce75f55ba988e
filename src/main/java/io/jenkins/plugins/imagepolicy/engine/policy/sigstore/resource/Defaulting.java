package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the controller's mutating webhook fills in before it validates. */
final class Defaulting {
    static final String PUBLIC_FULCIO = "https://fulcio.sigstore.dev";

    private Defaulting() {}

    /** A copy of a ClusterImagePolicy with the defaults written out. */
    static JsonNode apply(JsonNode resource) {
        JsonNode copy = resource.deepCopy();
        if (!(copy.path("spec") instanceof ObjectNode spec)) {
            return copy;
        }
        if (spec.path("mode").asText("").isEmpty() || spec.path("mode").isNull()) {
            spec.put("mode", "enforce");
        }
        if (spec.path("authorities") instanceof ArrayNode authorities) {
            for (int i = 0; i < authorities.size(); i++) {
                if (authorities.get(i) instanceof ObjectNode authority) {
                    authority(authority, i);
                }
            }
        }
        return copy;
    }

    private static void authority(ObjectNode authority, int index) {
        if (!authority.hasNonNull("name") || authority.get("name").asText().isEmpty()) {
            authority.put("name", "authority-" + index);
        }
        if (authority.path("keyless") instanceof ObjectNode keyless
                && !keyless.hasNonNull("url")
                && !keyless.hasNonNull("ca-cert")) {
            keyless.put("url", PUBLIC_FULCIO);
        }
    }
}
