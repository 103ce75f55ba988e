package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Set algebra. */
final class Sets {
    private Sets() {}

    static void register(Registry r) {
        r.add("and", "set[any], set[any] -> set[any]", (c, a) -> intersection(c, Args.set(a, 1), Args.set(a, 2)));
        r.add("or", "set[any], set[any] -> set[any]", (c, a) -> union(c, Args.set(a, 1), Args.set(a, 2)));
        r.deprecated(
                "set_diff", "set[any], set[any] -> set[any]", (c, a) -> difference(c, Args.set(a, 1), Args.set(a, 2)));
        r.add("intersection", "set[set[any]] -> set[any]", Sets::intersectionOfAll);
        r.add("union", "set[set[any]] -> set[any]", Sets::unionOfAll);
    }

    static SetValue difference(BuiltinContext c, SetValue x, SetValue y) {
        c.tick(x.size());
        SetValue.Builder out = new SetValue.Builder();
        for (Value v : x) {
            if (!y.contains(v)) {
                out.add(v);
            }
        }
        return out.build();
    }

    private static SetValue intersection(BuiltinContext c, SetValue x, SetValue y) {
        c.tick(x.size());
        SetValue.Builder out = new SetValue.Builder();
        for (Value v : x) {
            if (y.contains(v)) {
                out.add(v);
            }
        }
        return out.build();
    }

    private static SetValue union(BuiltinContext c, SetValue x, SetValue y) {
        c.size((long) x.size() + y.size());
        SetValue.Builder out = new SetValue.Builder();
        x.forEach(out::add);
        y.forEach(out::add);
        return out.build();
    }

    private static SetValue element(Value v) throws BuiltinException {
        if (v instanceof SetValue s) {
            return s;
        }
        throw BuiltinException.type("operand 1 must be set of sets but got set containing " + v.typeName());
    }

    private static Value intersectionOfAll(BuiltinContext c, Value[] a) throws BuiltinException {
        SetValue result = null;
        for (Value v : Args.set(a, 1)) {
            SetValue s = element(v);
            result = result == null ? s : intersection(c, result, s);
        }
        return result == null ? SetValue.EMPTY : result;
    }

    private static Value unionOfAll(BuiltinContext c, Value[] a) throws BuiltinException {
        SetValue.Builder out = new SetValue.Builder();
        for (Value v : Args.set(a, 1)) {
            SetValue s = element(v);
            c.tick(s.size());
            s.forEach(out::add);
        }
        return out.build();
    }
}
