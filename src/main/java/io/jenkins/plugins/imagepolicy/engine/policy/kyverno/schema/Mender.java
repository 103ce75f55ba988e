package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds fields of a {@code verifyImages} item that stand beside {@code verifyImages}, or in {@code match}, and moves them to
 * where they were probably meant. Indented so, an item has no attestors, and what prunes unknown fields checks no signature.
 */
public final class Mender {
    private static final String REKOR = "https://rekor.sigstore.dev";

    private final ObjectNode policy;
    private final Map<JsonPointer, JsonPointer> moved = new LinkedHashMap<>();

    /** @param content of the document; not changed */
    public Mender(JsonNode content) {
        this.policy = content.deepCopy();
        JsonPointer rules = JsonPointer.compile("/spec/rules");
        for (int i = 0; i < policy.at(rules).size(); i++) {
            if (policy.at(rules).get(i) instanceof ObjectNode rule
                    && rule.path("verifyImages").size() > 0) {
                JsonPointer at = rules.appendIndex(i);
                move(rule, rule, at, at);
                for (String side : List.of("match", "exclude")) {
                    if (rule.path(side) instanceof ObjectNode block) {
                        move(block, rule, at.appendProperty(side), at);
                    }
                }
            }
        }
    }

    private void move(ObjectNode from, ObjectNode rule, JsonPointer fromAt, JsonPointer ruleAt) {
        int last = rule.path("verifyImages").size() - 1;
        if (!(rule.path("verifyImages").get(last) instanceof ObjectNode item)) {
            return;
        }
        List<String> names = new ArrayList<>();
        from.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            boolean belongsToItem = name.equals("keyless") || name.equals("keys") || name.equals("certificates");
            if (belongsToItem && !item.has("attestors")) {
                ObjectNode entry = item.putArray("attestors")
                        .addObject()
                        .putArray("entries")
                        .addObject();
                entry.set(name, from.remove(name));
                moved.put(
                        fromAt.appendProperty(name),
                        JsonPointer.compile(ruleAt + "/verifyImages/" + last + "/attestors/0/entries/0/" + name));
            } else if (ClusterPolicySchema.ITEM.known().containsKey(name)
                    && !name.equals("validate")
                    && !item.has(name)) {
                item.set(name, from.remove(name));
                moved.put(
                        fromAt.appendProperty(name),
                        JsonPointer.compile(ruleAt + "/verifyImages/" + last).appendProperty(name));
            }
        }
    }

    /** Where fields stood, and where they stand in {@link #policy()}. */
    public Map<JsonPointer, JsonPointer> moved() {
        return Map.copyOf(moved);
    }

    /** The policy with every field where it was meant. */
    public JsonNode policy() {
        return policy;
    }

    /** Where the part of {@link #policy()} at {@code pointer} was written. */
    public JsonPointer written(JsonPointer pointer) {
        for (Map.Entry<JsonPointer, JsonPointer> move : moved.entrySet()) {
            String target = move.getValue().toString();
            String text = pointer.toString();
            if (text.equals(target) || text.startsWith(target + "/")) {
                return JsonPointer.compile(move.getKey() + text.substring(target.length()));
            }
        }
        return pointer;
    }

    /** {@link #policy()} as YAML, with the Rekor address that keyless entries need where it is missing. */
    public String text() {
        return Yaml.write(completed());
    }

    /** {@link #policy()} with the Rekor address that keyless entries need where it is missing. */
    public ObjectNode completed() {
        ObjectNode completed = policy.deepCopy();
        for (JsonNode rule : completed.at("/spec/rules")) {
            for (JsonNode item : rule.path("verifyImages")) {
                complete(item.path("attestors"));
                item.path("attestations").forEach(attestation -> complete(attestation.path("attestors")));
            }
        }
        return completed;
    }

    private static void complete(JsonNode sets) {
        for (JsonNode set : sets) {
            for (JsonNode entry : set.path("entries")) {
                if (entry.path("keyless") instanceof ObjectNode keyless
                        && keyless.path("roots").asText().isEmpty()
                        && keyless.at("/rekor/url").asText().isEmpty()) {
                    ObjectNode rekor =
                            keyless.path("rekor") instanceof ObjectNode there ? there : keyless.putObject("rekor");
                    rekor.put("url", REKOR);
                }
            }
        }
    }
}
