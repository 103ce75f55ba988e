package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** {@code json.match_schema} and {@code json.verify_schema}. */
final class JsonSchemas {
    private JsonSchemas() {}

    static void register(Registry r) {
        String document = "string|object[any:any]";
        r.add(
                "json.match_schema",
                document + ", " + document + " -> array[boolean, array[object[any:any]]]",
                JsonSchemas::match);
        r.add("json.verify_schema", document + " -> array[boolean, null|string]", JsonSchemas::verify);
    }

    private static Value document(BuiltinContext c, Value[] a, int position) throws BuiltinException {
        if (a[position - 1] instanceof StringValue s) {
            try {
                return Encodings.json(c, s.value());
            } catch (BuiltinException e) {
                throw BuiltinException.of("invalid JSON string");
            }
        }
        if (a[position - 1] instanceof ObjectValue) {
            return a[position - 1];
        }
        throw BuiltinException.of("wrong type, expected string or object");
    }

    private static Value match(BuiltinContext c, Value[] a) throws BuiltinException {
        Value schema = document(c, a, 2);
        Value document = document(c, a, 1);
        SchemaCheck.check(schema);
        ArrayValue errors = new SchemaValidator(c, schema).validate(document);
        return ArrayValue.owning(BooleanValue.of(errors.size() == 0), errors);
    }

    private static Value verify(BuiltinContext c, Value[] a) throws BuiltinException {
        try {
            SchemaCheck.check(document(c, a, 1));
            return ArrayValue.owning(BooleanValue.TRUE, NullValue.NULL);
        } catch (BuiltinException e) {
            return ArrayValue.owning(BooleanValue.FALSE, StringValue.of("jsonschema: " + e.getMessage()));
        }
    }
}
