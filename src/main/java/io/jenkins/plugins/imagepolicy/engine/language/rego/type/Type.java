package io.jenkins.plugins.imagepolicy.engine.language.rego.type;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the compiler knows of a value: OPA's static types. Null stands for a type not known yet. */
public sealed interface Type {
    Type ANY = new Union(List.of());
    Type NULL = new Scalar("null");
    Type BOOLEAN = new Scalar("boolean");
    Type NUMBER = new Scalar("number");
    Type STRING = new Scalar("string");

    record Scalar(String name) implements Type {}

    /** Elements at fixed places, and the type of any others, null if there are none. */
    record Array(List<Type> fixed, Type others) implements Type {
        /** The type of the element at a place, null if there can be none. */
        public Type at(long i) {
            return i < fixed.size() ? fixed.get((int) i) : others;
        }
    }

    record SetOf(Type elements) implements Type {}

    /** Fixed keys, and the type of other keys and their values, null if there are none. */
    record ObjectOf(Map<Value, Type> fixed, Type keys, Type values) implements Type {}

    /** One of several; of none stands for any type at all. */
    record Union(List<Type> of) implements Type {}

    static Type of(Value v) {
        if (v instanceof ArrayValue a) {
            List<Type> fixed = new ArrayList<>();
            a.forEach(e -> fixed.add(of(e)));
            return new Array(fixed, fixed.isEmpty() ? ANY : null);
        }
        if (v instanceof SetValue s) {
            Type elements = null;
            for (Value e : s) {
                elements = or(elements, of(e));
            }
            return new SetOf(elements == null ? ANY : elements);
        }
        if (v instanceof ObjectValue o) {
            Map<Value, Type> fixed = new LinkedHashMap<>();
            for (int i = 0; i < o.size(); i++) {
                fixed.put(o.keyAt(i), of(o.valueAt(i)));
            }
            return new ObjectOf(fixed, fixed.isEmpty() ? ANY : null, fixed.isEmpty() ? ANY : null);
        }
        return v instanceof StringValue
                ? STRING
                : v instanceof NumberValue ? NUMBER : v instanceof BooleanValue ? BOOLEAN : NULL;
    }

    /** A type that both fit. */
    static Type or(Type a, Type b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (a.equals(b)) {
            return a;
        }
        if (a.equals(ANY) || b.equals(ANY)) {
            return ANY;
        }
        List<Type> all = new ArrayList<>(a instanceof Union u ? u.of : List.of(a));
        for (Type t : b instanceof Union u ? u.of : List.of(b)) {
            if (!all.contains(t)) {
                all.add(t);
            }
        }
        // Beyond a few alternatives nothing useful is known.
        return all.size() > 16 ? ANY : new Union(all);
    }

    /** The keys by which values of the type are indexed; null if they cannot be. */
    static Type keys(Type t) {
        if (t instanceof Array) {
            return NUMBER;
        }
        if (t instanceof SetOf s) {
            return s.elements;
        }
        if (t instanceof ObjectOf o) {
            Type keys = o.keys;
            for (Value k : o.fixed.keySet()) {
                keys = or(keys, of(k));
            }
            return keys;
        }
        if (t instanceof Union u) {
            if (u.of.isEmpty()) {
                return ANY;
            }
            Type keys = null;
            for (Type each : u.of) {
                keys = or(keys, keys(each));
            }
            return keys;
        }
        return null;
    }

    static Type values(Type t) {
        if (t instanceof Array a) {
            Type values = a.others;
            for (Type each : a.fixed) {
                values = or(values, each);
            }
            return values;
        }
        if (t instanceof SetOf s) {
            return s.elements;
        }
        if (t instanceof ObjectOf o) {
            Type values = o.values;
            for (Type each : o.fixed.values()) {
                values = or(values, each);
            }
            return values;
        }
        if (t instanceof Union u) {
            if (u.of.isEmpty()) {
                return ANY;
            }
            Type values = null;
            for (Type each : u.of) {
                values = or(values, values(each));
            }
            return values;
        }
        return null;
    }

    /** The type at a constant key; null if there can be nothing. */
    static Type select(Type t, Value key) {
        if (t instanceof Array a) {
            if (!(key instanceof NumberValue n) || !n.isLong() || n.longValue() < 0) {
                return null;
            }
            return a.at(n.longValue());
        }
        if (t instanceof SetOf s) {
            // What is found in a set is the key itself.
            return contains(s.elements, of(key)) ? of(key) : null;
        }
        if (t instanceof ObjectOf o) {
            Type fixed = o.fixed.get(key);
            return fixed != null ? fixed : o.keys != null && contains(o.keys, of(key)) ? o.values : null;
        }
        if (t instanceof Union u) {
            if (u.of.isEmpty()) {
                return ANY;
            }
            Type selected = null;
            for (Type each : u.of) {
                selected = or(selected, select(each, key));
            }
            return selected;
        }
        return null;
    }

    /** Whether the type is the other, or a union that names it. */
    private static boolean contains(Type a, Type b) {
        return a.equals(b) || a instanceof Union u && (u.of.isEmpty() || u.of.contains(b));
    }

    /** Whether one value can be of both types. */
    static boolean unifies(Type a, Type b) {
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof Union u) {
            return u.of.isEmpty() || u.of.stream().anyMatch(t -> unifies(t, b));
        }
        if (b instanceof Union) {
            return unifies(b, a);
        }
        if (a instanceof Array x && b instanceof Array y) {
            return fixedFit(x, y)
                    && fixedFit(y, x)
                    && (x.others == null || y.others == null || unifies(x.others, y.others));
        }
        if (a instanceof SetOf x && b instanceof SetOf y) {
            return unifies(x.elements, y.elements);
        }
        if (a instanceof ObjectOf x && b instanceof ObjectOf y) {
            return fixedFit(x, y)
                    && fixedFit(y, x)
                    && (x.values == null || y.values == null || unifies(x.values, y.values));
        }
        return a.equals(b);
    }

    private static boolean fixedFit(Array x, Array y) {
        for (int i = 0; i < x.fixed.size(); i++) {
            if (!unifies(x.fixed.get(i), y.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fixedFit(ObjectOf x, ObjectOf y) {
        for (Map.Entry<Value, Type> e : x.fixed.entrySet()) {
            if (!unifies(e.getValue(), select(y, e.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** The type as OPA writes it. */
    static String text(Type t) {
        if (t == null) {
            return "???";
        }
        if (t instanceof Scalar s) {
            return s.name;
        }
        if (t instanceof SetOf s) {
            return "set[" + text(s.elements) + "]";
        }
        if (t instanceof Array a) {
            StringBuilder out = new StringBuilder("array");
            if (!a.fixed.isEmpty()) {
                out.append('<')
                        .append(String.join(
                                ", ", a.fixed.stream().map(Type::text).toList()))
                        .append('>');
            }
            return a.others == null ? out.toString() : out + "[" + text(a.others) + "]";
        }
        if (t instanceof ObjectOf o) {
            StringBuilder out = new StringBuilder("object");
            if (!o.fixed.isEmpty()) {
                List<String> parts = new ArrayList<>();
                o.fixed.forEach(
                        (k, v) -> parts.add((k instanceof StringValue s ? s.value() : k.toString()) + ": " + text(v)));
                out.append('<').append(String.join(", ", parts)).append('>');
            }
            return o.keys == null ? out.toString() : out + "[" + text(o.keys) + ": " + text(o.values) + "]";
        }
        Union u = (Union) t;
        return u.of.isEmpty()
                ? "any"
                : "any<" + String.join(", ", u.of.stream().map(Type::text).toList()) + ">";
    }
}
