package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Walks {@code data}, where base documents and the documents of rules lie over each other. A position is a
 * {@link Value}, a {@link PartialDocument} or a {@link Place} of the tree.
 */
final class Documents {
    private final Machine machine;

    Documents(Machine machine) {
        this.machine = machine;
    }

    /** A place where rules may hang below, with the base document at the same path. */
    private record Place(RuleTree tree, Value base, Mask mask) {}

    Object root() {
        return place(machine.tree, machine.context.data, machine.context.mask);
    }

    private Object place(RuleTree tree, Value base, Mask mask) {
        if (mask != null && mask.replaced) {
            return base;
        }
        if (tree == null) {
            return base;
        }
        if (tree.group != null && tree.children.isEmpty()) {
            return tree.group.kind() == RuleGroup.Kind.FUNCTION ? null : machine.documentOf(tree.group);
        }
        return new Place(tree, base, mask);
    }

    /** The position one key further, or null. */
    Object step(Object position, Value key) {
        if (position instanceof Value v) {
            Value below = v.get(key);
            // Base documents are addressed by text: the key 2 finds the field "2".
            return below == null && v instanceof ObjectValue && key instanceof NumberValue n
                    ? v.get(StringValue.of(n.text()))
                    : below;
        }
        if (position instanceof PartialDocument p) {
            return p.get(key);
        }
        Place place = (Place) position;
        Object base = place.base == null ? null : step(place.base, key);
        Mask mask = place.mask == null ? null : place.mask.children.get(key);
        RuleTree child = place.tree.children.get(key);
        Object below = place(child, (Value) base, mask);
        if (place.tree.group == null || mask != null && mask.replaced) {
            return below;
        }
        PartialDocument own = (PartialDocument) machine.documentOf(place.tree.group);
        Object ownBelow = own.entry(key);
        if (ownBelow == null) {
            return below;
        }
        return child == null ? own.get(key) : merge(ownBelow, child);
    }

    /** Lays the documents of a subtree of rules over what rules further up have entered at its place. */
    @SuppressWarnings("unchecked")
    private Value merge(Object own, RuleTree tree) {
        if (own == null) {
            return value(place(tree, null, null));
        }
        RuleGroup group = tree.group;
        if (group != null && group.kind() == RuleGroup.Kind.SET && own instanceof SetValue.Builder set) {
            SetValue.Builder union = new SetValue.Builder();
            set.build().forEach(union::add);
            ((SetValue) machine.documentOf(group)).forEach(union::add);
            return union.build();
        }
        if (group != null && group.kind() != RuleGroup.Kind.PARTIAL) {
            Value v = machine.valueOf(group);
            if (v != null && !v.equals(PartialDocument.freeze(own))) {
                throw EvalError.conflict("object keys must be unique", null);
            }
            return PartialDocument.freeze(own);
        }
        if (!(own instanceof Map<?, ?>)) {
            throw EvalError.conflict("object keys must be unique", null);
        }
        Map<Value, Object> entries = new LinkedHashMap<>((Map<Value, Object>) own);
        if (group != null) {
            ((PartialDocument) machine.documentOf(group)).entries().forEach((k, v) -> {
                if (entries.putIfAbsent(k, v) != null) {
                    throw EvalError.conflict("object keys must be unique", null);
                }
            });
        }
        return mergeChildren(entries, tree);
    }

    private Value mergeChildren(Map<Value, Object> entries, RuleTree tree) {
        ObjectValue.Builder builder = new ObjectValue.Builder();
        entries.forEach((k, v) -> builder.put(
                k, tree.children.containsKey(k) ? merge(v, tree.children.get(k)) : PartialDocument.freeze(v)));
        tree.children.forEach((k, child) -> {
            Value v = entries.containsKey(k) ? null : value(place(child, null, null));
            if (v != null) {
                builder.put(k, v);
            }
        });
        return builder.build();
    }

    /** The value at the position, or null. */
    Value value(Object position) {
        if (position == null || position instanceof Value) {
            return (Value) position;
        }
        if (position instanceof PartialDocument p) {
            return p.whole();
        }
        Place place = (Place) position;
        if (place.tree.group != null) {
            return mergeChildren(((PartialDocument) machine.documentOf(place.tree.group)).entries(), place.tree);
        }
        ObjectValue.Builder builder = place.base instanceof ObjectValue o ? o.toBuilder() : new ObjectValue.Builder();
        for (var child : place.tree.children.entrySet()) {
            Value key = child.getKey();
            Value base = place.base == null ? null : place.base.get(key);
            Mask mask = place.mask == null ? null : place.mask.children.get(key);
            boolean rule = child.getValue().group != null;
            Value v = value(place(child.getValue(), base, mask));
            // Read as a whole, a base document goes before the rule at its path.
            if (v != null && !(rule && base != null)) {
                builder.put(key, v);
            }
        }
        return builder.build();
    }

    /** The keys at the position, in order. */
    Value[] keys(Object position) {
        if (position instanceof PartialDocument p) {
            return keys(p.whole());
        }
        if (position instanceof ArrayValue a) {
            Value[] keys = new Value[a.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = NumberValue.of(i);
            }
            return keys;
        }
        if (position instanceof ObjectValue o) {
            Value[] keys = new Value[o.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = o.keyAt(i);
            }
            return keys;
        }
        if (position instanceof SetValue s) {
            return s.sorted();
        }
        if (position instanceof Place place) {
            TreeSet<Value> keys = new TreeSet<>(place.tree.children.keySet());
            if (place.base instanceof ObjectValue o) {
                keys.addAll(java.util.Arrays.asList(keys(o)));
            }
            if (place.tree.group != null) {
                Object own = machine.documentOf(place.tree.group);
                keys.addAll(java.util.Arrays.asList(keys(own)));
            }
            return keys.toArray(new Value[0]);
        }
        return new Value[0];
    }
}
