package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Array functions. */
final class Arrays {
    private Arrays() {}

    static void register(Registry r) {
        r.add("array.concat", "array[any], array[any] -> array[any]", Arrays::concat);
        r.add("array.slice", "array[any], number, number -> array[any]", Arrays::slice);
        r.add("array.reverse", "array[any] -> array[any]", Arrays::reverse);
        r.add("array.flatten", "array[any] -> array[any]", Arrays::flatten);
    }

    private static Value concat(BuiltinContext c, Value[] a) throws BuiltinException {
        ArrayValue x = Args.array(a, 1);
        ArrayValue y = Args.array(a, 2);
        c.size((long) x.size() + y.size());
        List<Value> list = new ArrayList<>(x.size() + y.size());
        x.forEach(list::add);
        y.forEach(list::add);
        return ArrayValue.of(list);
    }

    private static Value slice(BuiltinContext c, Value[] a) throws BuiltinException {
        ArrayValue array = Args.array(a, 1);
        int from = Math.max(0, Args.integer(a, 2));
        int to = Math.min(array.size(), Args.integer(a, 3));
        return from >= to ? ArrayValue.EMPTY : array.slice(from, to);
    }

    private static Value reverse(BuiltinContext c, Value[] a) throws BuiltinException {
        ArrayValue array = Args.array(a, 1);
        c.tick(array.size());
        Value[] out = new Value[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.at(out.length - 1 - i);
        }
        return ArrayValue.owning(out);
    }

    /** Takes nested arrays out by one level. */
    private static Value flatten(BuiltinContext c, Value[] a) throws BuiltinException {
        List<Value> out = new ArrayList<>();
        for (Value v : Args.array(a, 1)) {
            if (v instanceof ArrayValue inner) {
                inner.forEach(out::add);
                c.size(out.size());
            } else {
                out.add(v);
            }
        }
        return ArrayValue.of(out);
    }
}
