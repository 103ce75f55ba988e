package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Arithmetic;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Functions that summarise collections. */
final class Aggregates {
    private static final String COLLECTION = "array[any]|set[any]";

    private Aggregates() {}

    static void register(Registry r) {
        r.add("count", "string|array[any]|set[any]|object[any:any] -> number", Aggregates::count);
        r.add("sum", "array[number]|set[number] -> number", Aggregates::sum);
        r.add("product", "array[number]|set[number] -> number", Aggregates::product);
        r.add("max", COLLECTION + " -> any", (c, a) -> extreme(c, a, 1));
        r.add("min", COLLECTION + " -> any", (c, a) -> extreme(c, a, -1));
        r.add("sort", COLLECTION + " -> array[any]", Aggregates::sort);
        r.deprecated("all", COLLECTION + " -> boolean", Aggregates::all);
        r.deprecated("any", COLLECTION + " -> boolean", Aggregates::any);
        r.add("internal.member_2", "any, any -> boolean", (c, a) -> member(c, a[0], a[1]));
        r.add("internal.member_3", "any, any, any -> boolean", Aggregates::memberWithKey);
    }

    private static Value count(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof StringValue s) {
            c.tick(s.value().length() >> 6);
            return NumberValue.of(s.runes());
        }
        if (a[0] instanceof ArrayValue || a[0] instanceof SetValue || a[0] instanceof ObjectValue) {
            return NumberValue.of(a[0].size());
        }
        throw Args.wrong(a, 1, "one of {array, object, set, string}");
    }

    private static NumberValue numeric(Value v, Value[] a) throws BuiltinException {
        if (v instanceof NumberValue n) {
            return n;
        }
        throw BuiltinException.type("operand 1 must be " + a[0].typeName() + " of numbers but got " + a[0].typeName()
                + " containing " + v.typeName());
    }

    private static Value sum(BuiltinContext c, Value[] a) throws BuiltinException {
        NumberValue sum = NumberValue.ZERO;
        for (Value v : Args.elements(a, 1)) {
            c.tick(1);
            sum = Arithmetic.add(sum, numeric(v, a));
        }
        return sum;
    }

    private static Value product(BuiltinContext c, Value[] a) throws BuiltinException {
        NumberValue product = NumberValue.of(1);
        for (Value v : Args.elements(a, 1)) {
            c.tick(1);
            product = Arithmetic.multiply(product, numeric(v, a));
        }
        return product;
    }

    private static Value extreme(BuiltinContext c, Value[] a, int sign) throws BuiltinException {
        Value best = null;
        for (Value v : Args.elements(a, 1)) {
            c.tick(1);
            // OPA's minimum of a set passes over null.
            boolean unset = best == null || (sign < 0 && best == NullValue.NULL && a[0] instanceof SetValue);
            if (unset || v.compareTo(best) * sign > 0) {
                best = v;
            }
        }
        return best;
    }

    private static Value sort(BuiltinContext c, Value[] a) throws BuiltinException {
        List<Value> list = new ArrayList<>();
        Args.elements(a, 1).forEach(list::add);
        c.tick(list.size() * 4L);
        Collections.sort(list);
        return ArrayValue.of(list);
    }

    private static Value all(BuiltinContext c, Value[] a) throws BuiltinException {
        for (Value v : Args.elements(a, 1)) {
            if (v != BooleanValue.TRUE) {
                return BooleanValue.FALSE;
            }
        }
        return BooleanValue.TRUE;
    }

    private static Value any(BuiltinContext c, Value[] a) throws BuiltinException {
        for (Value v : Args.elements(a, 1)) {
            if (v == BooleanValue.TRUE) {
                return BooleanValue.TRUE;
            }
        }
        return BooleanValue.FALSE;
    }

    private static Value member(BuiltinContext c, Value element, Value in) {
        if (in instanceof SetValue s) {
            return BooleanValue.of(s.contains(element));
        }
        if (in instanceof ArrayValue array) {
            c.tick(array.size() >> 3);
            for (Value v : array) {
                if (v.equals(element)) {
                    return BooleanValue.TRUE;
                }
            }
        } else if (in instanceof ObjectValue o) {
            c.tick(o.size() >> 3);
            for (int i = 0; i < o.size(); i++) {
                if (o.valueAt(i).equals(element)) {
                    return BooleanValue.TRUE;
                }
            }
        }
        return BooleanValue.FALSE;
    }

    private static Value memberWithKey(BuiltinContext c, Value[] a) {
        Value v = a[2].get(a[0]);
        return BooleanValue.of(v != null && v.equals(a[1]));
    }
}
