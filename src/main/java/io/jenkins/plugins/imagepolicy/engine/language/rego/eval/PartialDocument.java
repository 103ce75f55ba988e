package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The object that rules with variables in their heads build together. Two values for one key are a conflict, which
 * counts only for who asks for that key or for all of them.
 */
final class PartialDocument {
    private final Map<Value, Object> entries = new LinkedHashMap<>();
    private final Map<Value, Location> conflicts = new HashMap<>();
    private ObjectValue whole;

    /** Enters a value, or an element of a set, at the path. */
    void put(Value[] path, Value leaf, boolean element, Location at) {
        if (!put(entries, path, 0, leaf, element)) {
            conflicts.putIfAbsent(path[0], at);
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean put(Map<Value, Object> into, Value[] path, int at, Value leaf, boolean element) {
        Object old = into.get(path[at]);
        if (at < path.length - 1) {
            if (old == null) {
                old = new LinkedHashMap<Value, Object>();
                into.put(path[at], old);
            }
            return old instanceof Map<?, ?> map && put((Map<Value, Object>) map, path, at + 1, leaf, element);
        }
        if (element) {
            if (old == null) {
                old = new SetValue.Builder();
                into.put(path[at], old);
            }
            if (!(old instanceof SetValue.Builder set)) {
                return false;
            }
            set.add(leaf);
            return true;
        }
        if (old == null) {
            into.put(path[at], leaf);
            return true;
        }
        return old.equals(leaf);
    }

    @SuppressWarnings("unchecked")
    static Value freeze(Object entry) {
        if (entry instanceof Value v) {
            return v;
        }
        if (entry instanceof SetValue.Builder set) {
            return set.build();
        }
        ObjectValue.Builder builder = new ObjectValue.Builder();
        ((Map<Value, Object>) entry).forEach((k, v) -> builder.put(k, freeze(v)));
        return builder.build();
    }

    /** Call once, when all rules have run. */
    PartialDocument freeze() {
        whole = (ObjectValue) freeze(entries);
        return this;
    }

    /** What was entered for the key: a value, a set's builder, or the map of the next keys. */
    Object entry(Value key) {
        get(key);
        return entries.get(key);
    }

    Map<Value, Object> entries() {
        whole();
        return entries;
    }

    Value get(Value key) {
        Location conflict = conflicts.get(key);
        if (conflict != null) {
            throw EvalError.conflict("object keys must be unique", conflict);
        }
        return whole.get(key);
    }

    ObjectValue whole() {
        if (!conflicts.isEmpty()) {
            throw EvalError.conflict(
                    "object keys must be unique", conflicts.values().iterator().next());
        }
        return whole;
    }
}
