package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code json.patch}: RFC 6902, on sets too. */
final class JsonPatches {
    private JsonPatches() {}

    static void register(Registry r) {
        r.add("json.patch", "any, array[object[op=string,path=any,any:any]] -> any", JsonPatches::patch);
    }

    private static Value patch(BuiltinContext c, Value[] a) throws BuiltinException {
        Value document = a[0];
        for (Value operation : Args.array(a, 2)) {
            if (!(operation instanceof ObjectValue o)) {
                throw BuiltinException.type("operand 2 must be array of JSON-Patch objects but got array containing "
                        + operation.typeName());
            }
            try {
                document = apply(c, document, o);
            } catch (BuiltinException e) {
                // A patch that cannot be applied is undefined, whatever the mode.
                return null;
            }
        }
        return document;
    }

    private static String text(ObjectValue o, String field) throws BuiltinException {
        if (o.get(field) instanceof StringValue s) {
            return s.value();
        }
        throw BuiltinException.of("missing '" + field + "' attribute");
    }

    private static List<Value> pointer(ObjectValue o, String field) throws BuiltinException {
        Value p = o.get(field);
        if (p == null) {
            throw BuiltinException.of("missing '" + field + "' attribute");
        }
        return JsonDocuments.path(p);
    }

    private static Value value(ObjectValue o) throws BuiltinException {
        Value v = o.get("value");
        if (v == null) {
            throw BuiltinException.of("missing 'value' attribute");
        }
        return v;
    }

    private static Value apply(BuiltinContext c, Value document, ObjectValue o) throws BuiltinException {
        List<Value> path = pointer(o, "path");
        switch (text(o, "op")) {
            case "add":
                return change(c, document, path, 0, Change.ADD, value(o));
            case "remove":
                find(document, path);
                return change(c, document, path, 0, Change.REMOVE, null);
            case "replace":
                find(document, path);
                return change(c, document, path, 0, Change.REPLACE, value(o));
            case "copy":
                return change(c, document, path, 0, Change.ADD, find(document, pointer(o, "from")));
            case "move": {
                List<Value> from = pointer(o, "from");
                Value moved = find(document, from);
                Value rest = change(c, document, from, 0, Change.REMOVE, null);
                return change(c, rest, path, 0, Change.ADD, moved);
            }
            case "test":
                if (!find(document, path).equals(value(o))) {
                    throw BuiltinException.of("value from patch does not match");
                }
                return document;
            default:
                throw BuiltinException.of("unrecognized op");
        }
    }

    private enum Change {
        ADD,
        REMOVE,
        REPLACE
    }

    private static Value find(Value document, List<Value> path) throws BuiltinException {
        Value v = document;
        for (Value key : path) {
            v = v instanceof ArrayValue array ? array.get(NumberValue.of(index(key, array.size(), false))) : v.get(key);
            if (v == null) {
                throw BuiltinException.of("path not found");
            }
        }
        return v;
    }

    /** An array index, written as number or text; {@code -} is behind the last element, where one can be added. */
    private static int index(Value key, int size, boolean adds) throws BuiltinException {
        String text = key instanceof StringValue s ? s.value() : key.toString();
        if (text.equals("-") && adds) {
            return size;
        }
        int max = adds ? size : size - 1;
        if (!text.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(text) > max) {
            throw BuiltinException.of("invalid path");
        }
        return Integer.parseInt(text);
    }

    private static Value change(BuiltinContext c, Value v, List<Value> path, int at, Change change, Value value)
            throws BuiltinException {
        c.tick(1);
        if (at == path.size()) {
            if (change == Change.REMOVE) {
                throw BuiltinException.of("cannot remove the whole document");
            }
            return value;
        }
        boolean last = at == path.size() - 1;
        Value key = path.get(at);
        if (v instanceof ObjectValue o) {
            return changeObject(c, o, key, path, at, change, value, last);
        }
        if (v instanceof ArrayValue array) {
            return changeArray(c, array, key, path, at, change, value, last);
        }
        if (v instanceof SetValue set) {
            return changeSet(c, set, key, path, at, change, value, last);
        }
        throw BuiltinException.of("path not found");
    }

    private static Value changeObject(
            BuiltinContext c,
            ObjectValue o,
            Value key,
            List<Value> path,
            int at,
            Change change,
            Value value,
            boolean last)
            throws BuiltinException {
        c.tick(o.size());
        if (!last || change == Change.REPLACE) {
            Value below = o.get(key);
            if (below == null) {
                throw BuiltinException.of("path not found");
            }
            return o.toBuilder()
                    .put(key, change(c, below, path, at + 1, change, value))
                    .build();
        }
        if (change == Change.ADD) {
            return o.toBuilder().put(key, value).build();
        }
        ObjectValue.Builder out = new ObjectValue.Builder();
        for (int i = 0; i < o.size(); i++) {
            if (!o.keyAt(i).equals(key)) {
                out.put(o.keyAt(i), o.valueAt(i));
            }
        }
        return out.build();
    }

    private static Value changeArray(
            BuiltinContext c,
            ArrayValue array,
            Value key,
            List<Value> path,
            int at,
            Change change,
            Value value,
            boolean last)
            throws BuiltinException {
        c.tick(array.size());
        boolean adds = last && change == Change.ADD;
        int index = index(key, array.size(), adds);
        List<Value> out = new ArrayList<>();
        array.forEach(out::add);
        if (adds) {
            out.add(index, value);
        } else if (last && change == Change.REMOVE) {
            out.remove(index);
        } else {
            out.set(index, change(c, array.at(index), path, at + 1, change, value));
        }
        return ArrayValue.of(out);
    }

    private static Value changeSet(
            BuiltinContext c,
            SetValue set,
            Value key,
            List<Value> path,
            int at,
            Change change,
            Value value,
            boolean last)
            throws BuiltinException {
        c.tick(set.size());
        boolean adds = last && change == Change.ADD;
        if (adds ? !key.equals(value) : !set.contains(key)) {
            throw BuiltinException.of("path not found");
        }
        SetValue.Builder out = new SetValue.Builder();
        for (Value v : set) {
            if (adds || !v.equals(key)) {
                out.add(v);
            }
        }
        if (!(last && change == Change.REMOVE)) {
            out.add(adds ? value : change(c, key, path, at + 1, change, value));
        }
        return out.build();
    }
}
