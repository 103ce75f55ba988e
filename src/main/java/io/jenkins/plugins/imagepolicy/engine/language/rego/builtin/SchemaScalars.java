package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The checks of single values: constants, text, numbers. */
final class SchemaScalars {
    private final BuiltinContext context;

    SchemaScalars(BuiltinContext context) {
        this.context = context;
    }

    static long limit(ObjectValue s, String key, long otherwise) {
        return s.get(key) instanceof NumberValue n ? n.longValue() : otherwise;
    }

    static void values(ObjectValue s, Value v, String field, SchemaErrors errors) {
        if (s.get("const") != null && !s.get("const").equals(v)) {
            errors.add(field, "const", SchemaErrors.name(field) + " does not match: " + s.get("const"));
        }
        if (s.get("enum") instanceof ArrayValue list) {
            for (Value allowed : list) {
                if (allowed.equals(v)) {
                    return;
                }
            }
            List<String> texts = new ArrayList<>();
            list.forEach(t -> texts.add(t.toString()));
            errors.add(
                    field,
                    "enum",
                    SchemaErrors.name(field) + " must be one of the following: " + String.join(", ", texts));
        }
    }

    void string(ObjectValue s, StringValue t, String field, SchemaErrors errors) throws BuiltinException {
        if (t.runes() < limit(s, "minLength", 0)) {
            errors.add(field, "string_gte", "String length must be greater than or equal to " + s.get("minLength"));
        }
        if (t.runes() > limit(s, "maxLength", Long.MAX_VALUE)) {
            errors.add(field, "string_lte", "String length must be less than or equal to " + s.get("maxLength"));
        }
        if (s.get("pattern") instanceof StringValue pattern
                && !RegularExpressions.compile(context, pattern.value())
                        .matcher(context, t.value())
                        .find()) {
            errors.add(field, "pattern", "Does not match pattern '" + pattern.value() + "'");
        }
        if (s.get("format") instanceof StringValue format
                && !SchemaFormats.matches(context, format.value(), t.value())) {
            errors.add(field, "format", "Does not match format '" + format.value() + "'");
        }
    }

    static void number(ObjectValue s, NumberValue n, String field, SchemaErrors errors) {
        bound(s, n, field, errors, "minimum", "exclusiveMinimum", 1);
        bound(s, n, field, errors, "maximum", "exclusiveMaximum", -1);
        if (s.get("multipleOf") instanceof NumberValue of
                && of.signum() != 0
                && n.decimal().remainder(of.decimal()).compareTo(BigDecimal.ZERO) != 0) {
            errors.add(field, "multiple_of", "Must be a multiple of " + of.text());
        }
    }

    private static void bound(
            ObjectValue s, NumberValue n, String field, SchemaErrors errors, String key, String exclusive, int sign) {
        String relation = sign > 0 ? "greater than" : "less than";
        String type = sign > 0 ? "number_gt" : "number_lt";
        Value limit = s.get(key);
        boolean strict = s.get(exclusive) == BooleanValue.TRUE;
        if (limit instanceof NumberValue bound) {
            int order = n.compareTo(bound) * sign;
            if (order < 0 || strict && order == 0) {
                errors.add(
                        field,
                        strict ? type : type + "e",
                        "Must be " + relation + (strict ? " " : " or equal to ") + bound.text());
            }
        }
        if (s.get(exclusive) instanceof NumberValue bound && n.compareTo(bound) * sign <= 0) {
            errors.add(field, type, "Must be " + relation + " " + bound.text());
        }
    }
}
