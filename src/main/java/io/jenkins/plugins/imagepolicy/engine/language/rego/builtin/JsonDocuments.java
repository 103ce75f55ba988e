package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code json.filter} and {@code json.remove}: what paths name of a document, or the rest. */
final class JsonDocuments {
    private JsonDocuments() {}

    static void register(Registry r) {
        String paths = "array[string|array[any]]|set[string|array[any]]";
        r.add("json.filter", "object[any:any], " + paths + " -> any", JsonDocuments::filter);
        r.add("json.remove", "object[any:any], " + paths + " -> any", JsonDocuments::remove);
    }

    /** A tree of keys; a leaf (null) takes everything below. */
    private static final class Selection extends LinkedHashMap<Value, Selection> {
        private static final long serialVersionUID = 1;
    }

    private static Selection selection(Value[] a) throws BuiltinException {
        Selection root = new Selection();
        for (Value p : Args.elements(a, 2)) {
            List<Value> path = path(p);
            if (path.isEmpty()) {
                continue;
            }
            Selection at = root;
            for (int i = 0; i < path.size() && at != null; i++) {
                boolean last = i == path.size() - 1;
                if (at.containsKey(path.get(i)) && at.get(path.get(i)) == null) {
                    at = null;
                } else if (last) {
                    at.put(path.get(i), null);
                } else {
                    at = at.computeIfAbsent(path.get(i), k -> new Selection());
                }
            }
        }
        return root;
    }

    /** A path written as text with slashes, or as an array. */
    static List<Value> path(Value p) throws BuiltinException {
        List<Value> path = new ArrayList<>();
        if (p instanceof StringValue s) {
            String text = s.value();
            if (text.isEmpty()) {
                return path;
            }
            for (String part : (text.startsWith("/") ? text.substring(1) : text).split("/", -1)) {
                path.add(StringValue.of(part.replace("~1", "/").replace("~0", "~")));
            }
            return path;
        }
        if (p instanceof ArrayValue array) {
            array.forEach(path::add);
            return path;
        }
        throw BuiltinException.type("operand 2 must be one of {set, array} containing string paths or array of path"
                + " segments but got " + p.typeName());
    }

    private static Value filter(BuiltinContext c, Value[] a) throws BuiltinException {
        return filtered(c, Args.object(a, 1), selection(a));
    }

    private static Value filtered(BuiltinContext c, Value v, Selection selection) {
        c.tick(1);
        if (selection == null) {
            return v;
        }
        if (v instanceof ObjectValue o) {
            ObjectValue.Builder out = new ObjectValue.Builder();
            for (int i = 0; i < o.size(); i++) {
                if (selection.containsKey(o.keyAt(i))) {
                    out.put(o.keyAt(i), filtered(c, o.valueAt(i), selection.get(o.keyAt(i))));
                }
            }
            return out.build();
        }
        if (v instanceof ArrayValue array) {
            List<Value> out = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                Value key = StringValue.of(Integer.toString(i));
                if (selection.containsKey(key)) {
                    out.add(filtered(c, array.at(i), selection.get(key)));
                }
            }
            return ArrayValue.of(out);
        }
        if (v instanceof SetValue set) {
            SetValue.Builder out = new SetValue.Builder();
            for (Value element : set) {
                if (selection.containsKey(element)) {
                    out.add(filtered(c, element, selection.get(element)));
                }
            }
            return out.build();
        }
        return v;
    }

    private static Value remove(BuiltinContext c, Value[] a) throws BuiltinException {
        return without(c, Args.object(a, 1), selection(a));
    }

    private static Value without(BuiltinContext c, Value v, Selection selection) {
        c.tick(1);
        if (v instanceof ObjectValue o) {
            ObjectValue.Builder out = new ObjectValue.Builder();
            for (int i = 0; i < o.size(); i++) {
                boolean named = selection.containsKey(o.keyAt(i));
                Selection below = selection.get(o.keyAt(i));
                if (!named) {
                    out.put(o.keyAt(i), o.valueAt(i));
                } else if (below != null) {
                    out.put(o.keyAt(i), without(c, o.valueAt(i), below));
                }
            }
            return out.build();
        }
        if (v instanceof ArrayValue array) {
            List<Value> out = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                Value key = StringValue.of(Integer.toString(i));
                boolean named = selection.containsKey(key);
                Selection below = selection.get(key);
                if (!named) {
                    out.add(array.at(i));
                } else if (below != null) {
                    out.add(without(c, array.at(i), below));
                }
            }
            return ArrayValue.of(out);
        }
        if (v instanceof SetValue set) {
            SetValue.Builder out = new SetValue.Builder();
            for (Value element : set) {
                if (!selection.containsKey(element)) {
                    out.add(element);
                } else if (selection.get(element) != null) {
                    out.add(without(c, element, selection.get(element)));
                }
            }
            return out.build();
        }
        return v;
    }
}
