package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Object functions. */
final class Objects {
    private static final String OBJECT = "object[any:any]";
    private static final String KEYS = "array[any]|set[any]|object[any:any]";

    private Objects() {}

    static void register(Registry r) {
        r.add("object.get", OBJECT + ", any, any -> any", Objects::get);
        r.add("object.keys", OBJECT + " -> set[any]", Objects::keys);
        r.add("object.remove", OBJECT + ", " + KEYS + " -> any", (c, a) -> select(c, a, false));
        r.add("object.filter", OBJECT + ", " + KEYS + " -> any", (c, a) -> select(c, a, true));
        r.add("object.union", OBJECT + ", " + OBJECT + " -> any", Objects::union);
        r.add("object.union_n", "array[object[any:any]] -> any", Objects::unionOfAll);
        String any = "object[any:any]|set[any]|array[any]";
        r.add("object.subset", any + ", " + any + " -> any", Objects::subset);
    }

    private static Value get(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue object = Args.object(a, 1);
        if (!(a[1] instanceof ArrayValue path)) {
            Value v = object.get(a[1]);
            return v == null ? a[2] : v;
        }
        Value v = object;
        for (Value key : path) {
            v = v.get(key);
            if (v == null) {
                return a[2];
            }
        }
        return v;
    }

    private static Value keys(BuiltinContext c, Value[] a) throws BuiltinException {
        return keySet(c, Args.object(a, 1));
    }

    private static SetValue keySet(BuiltinContext c, ObjectValue object) {
        c.tick(object.size());
        SetValue.Builder out = new SetValue.Builder();
        for (int i = 0; i < object.size(); i++) {
            out.add(object.keyAt(i));
        }
        return out.build();
    }

    private static SetValue selected(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[1] instanceof SetValue s) {
            return s;
        }
        if (a[1] instanceof ObjectValue o) {
            return keySet(c, o);
        }
        if (!(a[1] instanceof ArrayValue)) {
            throw Args.wrong(a, 2, "one of {object, set, array}");
        }
        SetValue.Builder out = new SetValue.Builder();
        ((ArrayValue) a[1]).forEach(out::add);
        return out.build();
    }

    private static Value select(BuiltinContext c, Value[] a, boolean keep) throws BuiltinException {
        ObjectValue object = Args.object(a, 1);
        SetValue keys = selected(c, a);
        c.tick(object.size());
        ObjectValue.Builder out = new ObjectValue.Builder();
        for (int i = 0; i < object.size(); i++) {
            if (keys.contains(object.keyAt(i)) == keep) {
                out.put(object.keyAt(i), object.valueAt(i));
            }
        }
        return out.build();
    }

    private static Value union(BuiltinContext c, Value[] a) throws BuiltinException {
        return merge(c, Args.object(a, 1), Args.object(a, 2));
    }

    /** The right side wins, but objects on both sides are merged. */
    static Value merge(BuiltinContext c, Value a, Value b) {
        if (!(a instanceof ObjectValue x && b instanceof ObjectValue y)) {
            return b;
        }
        c.size((long) x.size() + y.size());
        ObjectValue.Builder out = x.toBuilder();
        for (int i = 0; i < y.size(); i++) {
            Value old = x.get(y.keyAt(i));
            out.put(y.keyAt(i), old == null ? y.valueAt(i) : merge(c, old, y.valueAt(i)));
        }
        return out.build();
    }

    private static Value unionOfAll(BuiltinContext c, Value[] a) throws BuiltinException {
        Value result = ObjectValue.EMPTY;
        for (Value v : Args.array(a, 1)) {
            if (!(v instanceof ObjectValue)) {
                throw BuiltinException.type(
                        "operand 1 must be array of objects but got array containing " + v.typeName());
            }
            result = merge(c, result, v);
        }
        return result;
    }

    private static Value subset(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof ObjectValue x && a[1] instanceof ObjectValue y) {
            return BooleanValue.of(contains(c, x, y));
        }
        if (a[0] instanceof SetValue x && a[1] instanceof SetValue y) {
            return BooleanValue.of(containsAll(c, x, y));
        }
        if (a[0] instanceof ArrayValue x && a[1] instanceof ArrayValue y) {
            return BooleanValue.of(containsRow(c, x, y));
        }
        if (a[0] instanceof ArrayValue x && a[1] instanceof SetValue y) {
            SetValue.Builder set = new SetValue.Builder();
            x.forEach(set::add);
            return BooleanValue.of(containsAll(c, set.build(), y));
        }
        throw BuiltinException.type("both arguments object.subset must be of the same type or array and set");
    }

    private static boolean contains(BuiltinContext c, Value a, Value b) {
        c.tick(1);
        if (a instanceof ObjectValue x && b instanceof ObjectValue y) {
            for (int i = 0; i < y.size(); i++) {
                Value v = x.get(y.keyAt(i));
                if (v == null || !contains(c, v, y.valueAt(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof SetValue x && b instanceof SetValue y) {
            return containsAll(c, x, y);
        }
        if (a instanceof ArrayValue x && b instanceof ArrayValue y) {
            return containsRow(c, x, y);
        }
        return a.equals(b);
    }

    private static boolean containsAll(BuiltinContext c, SetValue x, SetValue y) {
        c.tick(y.size());
        for (Value v : y) {
            if (!x.contains(v)) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsRow(BuiltinContext c, ArrayValue x, ArrayValue y) {
        for (int from = 0; from + y.size() <= x.size(); from++) {
            boolean same = true;
            for (int i = 0; i < y.size() && same; i++) {
                c.tick(1);
                same = x.at(from + i).equals(y.at(i));
            }
            if (same) {
                return true;
            }
        }
        return false;
    }
}
