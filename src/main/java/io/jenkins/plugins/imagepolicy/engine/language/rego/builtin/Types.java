package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.regex.Pattern;

/** Type tests, casts and conversions. */
final class Types {
    /** What Go reads as a floating-point number that JSON has not. */
    private static final Pattern NO_NUMBER = Pattern.compile("[+-]*(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);

    private Types() {}

    static void register(Registry r) {
        r.add("type_name", "any -> string", (c, a) -> StringValue.of(a[0].typeName()));
        test(r, "is_number", NumberValue.class);
        test(r, "is_string", StringValue.class);
        test(r, "is_boolean", BooleanValue.class);
        test(r, "is_array", ArrayValue.class);
        test(r, "is_set", SetValue.class);
        test(r, "is_object", ObjectValue.class);
        test(r, "is_null", NullValue.class);
        r.add("to_number", "number|string|boolean|null -> number", Types::toNumber);
        r.deprecated("cast_array", "any -> array[any]", Types::castArray);
        r.deprecated("cast_set", "any -> set[any]", Types::castSet);
        r.deprecated("cast_string", "any -> string", (c, a) -> StringValue.of(Args.string(a, 1)));
        r.deprecated("cast_boolean", "any -> boolean", (c, a) -> BooleanValue.of(Args.bool(a, 1)));
        r.deprecated("cast_object", "any -> object[any:any]", (c, a) -> Args.object(a, 1));
        r.deprecated("cast_null", "any -> null", Types::castNull);
    }

    private static void test(Registry r, String name, Class<? extends Value> type) {
        r.add(name, "any -> boolean", (c, a) -> BooleanValue.of(type.isInstance(a[0])));
    }

    private static Value castNull(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof NullValue) {
            return a[0];
        }
        throw Args.wrong(a, 1, "null");
    }

    private static Value castArray(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof SetValue s) {
            return ArrayValue.owning(s.sorted().clone());
        }
        return Args.array(a, 1);
    }

    private static Value castSet(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof ArrayValue array) {
            SetValue.Builder out = new SetValue.Builder();
            array.forEach(out::add);
            return out.build();
        }
        return Args.set(a, 1);
    }

    private static Value toNumber(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof NumberValue) {
            return a[0];
        }
        if (a[0] instanceof NullValue) {
            return NumberValue.ZERO;
        }
        if (a[0] instanceof BooleanValue b) {
            return NumberValue.of(b.value() ? 1 : 0);
        }
        if (!(a[0] instanceof StringValue s)) {
            throw Args.wrong(a, 1, "one of {null, boolean, number, string}");
        }
        if (NO_NUMBER.matcher(s.value()).matches()) {
            throw Args.wrong(a, 1, "valid number string");
        }
        if (!s.value().matches("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?")) {
            throw BuiltinException.of("strconv.ParseFloat: parsing \"" + s.value() + "\": invalid syntax");
        }
        return NumberValue.parse(s.value());
    }
}
