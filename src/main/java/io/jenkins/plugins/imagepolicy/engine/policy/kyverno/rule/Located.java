package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A part of a policy and where it stands. */
record Located(JsonNode node, JsonPointer at) {
    /** Every attestor entry of an item, those of attestations and nested ones included. */
    static List<Located> entries(JsonNode item, JsonPointer at) {
        List<Located> entries = new ArrayList<>();
        sets(item.path("attestors"), at.appendProperty("attestors"), entries);
        for (int i = 0; i < item.path("attestations").size(); i++) {
            sets(
                    item.path("attestations").get(i).path("attestors"),
                    at.appendProperty("attestations").appendIndex(i).appendProperty("attestors"),
                    entries);
        }
        return entries;
    }

    private static void sets(JsonNode sets, JsonPointer at, List<Located> entries) {
        for (int i = 0; i < sets.size(); i++) {
            set(sets.get(i), at.appendIndex(i), entries);
        }
    }

    private static void set(JsonNode set, JsonPointer at, List<Located> entries) {
        for (int i = 0; i < set.path("entries").size(); i++) {
            JsonNode entry = set.path("entries").get(i);
            JsonPointer here = at.appendProperty("entries").appendIndex(i);
            entries.add(new Located(entry, here));
            if (entry.path("attestor").isObject()) {
                set(entry.path("attestor"), here.appendProperty("attestor"), entries);
            }
        }
    }
}
