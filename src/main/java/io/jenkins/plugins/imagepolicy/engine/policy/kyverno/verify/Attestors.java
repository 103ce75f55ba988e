package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.KeyBlocks;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of attestors.
 *
 * @param required how many entries must verify
 * @param entries in the order in which they are tried
 */
record Attestors(int required, List<JsonNode> entries) {
    Attestors {
        entries = List.copyOf(entries);
    }

    /** @param splitKeys whether several PEM blocks in one entry stand for several entries: so for signatures alone */
    static Attestors of(JsonNode set, boolean splitKeys) {
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode entry : set.path("entries")) {
            String keys = entry.path("keys").path("publicKeys").asText();
            if (!splitKeys || keys.isEmpty()) {
                entries.add(entry);
                continue;
            }
            for (String block : KeyBlocks.split(keys)) {
                ObjectNode one = entry.deepCopy();
                ((ObjectNode) one.get("keys")).put("publicKeys", block);
                entries.add(one);
            }
        }
        int count = set.path("count").asInt(0);
        return new Attestors(count > 0 ? count : entries.size(), entries);
    }

    /** {@code keys}, {@code certificates}, {@code keyless} or {@code attestor}; empty for an entry with nothing. */
    static String kind(JsonNode entry) {
        for (String kind : List.of("keys", "certificates", "keyless", "attestor")) {
            if (entry.path(kind).isObject()) {
                return kind;
            }
        }
        return "";
    }
}
