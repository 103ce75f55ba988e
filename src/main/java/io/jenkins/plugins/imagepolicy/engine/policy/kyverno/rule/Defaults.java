package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The defaults of Kyverno's resource definition, as the API server fills them in before Kyverno sees a policy. */
public final class Defaults {
    private Defaults() {}

    /** A copy of the policy with all defaults written out. */
    public static ObjectNode apply(JsonNode policy) {
        ObjectNode copy = withoutNulls(policy);
        for (JsonNode rule : copy.path("spec").path("rules")) {
            for (JsonNode item : rule.path("verifyImages")) {
                if (item instanceof ObjectNode object) {
                    item(object);
                }
            }
        }
        return copy;
    }

    private static void item(ObjectNode item) {
        put(item, "mutateDigest", true);
        put(item, "verifyDigest", true);
        put(item, "required", true);
        put(item, "useCache", true);
        if (!item.hasNonNull("type")) {
            item.put("type", "Cosign");
        }
        item.path("attestors").forEach(Defaults::attestorSet);
        item.path("attestations")
                .forEach(attestation -> attestation.path("attestors").forEach(Defaults::attestorSet));
    }

    private static void attestorSet(JsonNode set) {
        for (JsonNode entry : set.path("entries")) {
            for (String holder : List.of("keys")) {
                if (entry.path(holder) instanceof ObjectNode keys && !keys.hasNonNull("signatureAlgorithm")) {
                    keys.put("signatureAlgorithm", "sha256");
                }
            }
        }
    }

    private static void put(ObjectNode object, String field, boolean value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    /** A field that is null counts as one that is not written. */
    private static ObjectNode withoutNulls(JsonNode policy) {
        ObjectNode copy = policy.deepCopy();
        prune(copy.path("spec").path("rules"));
        return copy;
    }

    private static void prune(JsonNode rules) {
        for (JsonNode rule : rules) {
            for (JsonNode item : rule.path("verifyImages")) {
                if (item instanceof ObjectNode object) {
                    List<String> nulls = object.properties().stream()
                            .filter(field -> field.getValue().isNull())
                            .map(java.util.Map.Entry::getKey)
                            .toList();
                    object.remove(nulls);
                }
            }
        }
    }
}
