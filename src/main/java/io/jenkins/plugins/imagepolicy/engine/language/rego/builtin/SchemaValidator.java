package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Validates a document against a JSON schema; errors are worded as the validator that OPA uses words them. */
final class SchemaValidator {
    private static final int MAX_DEPTH = 200;

    private final BuiltinContext context;
    private final Value root;
    private int depth;

    SchemaValidator(BuiltinContext context, Value root) {
        this.context = context;
        this.root = root;
    }

    ArrayValue validate(Value document) throws BuiltinException {
        List<Value> errors = new ArrayList<>();
        validate(root, document, "", errors);
        return ArrayValue.of(errors);
    }

    private static void error(List<Value> errors, String field, String type, String description) {
        String name = field.isEmpty() ? "(Root)" : field;
        errors.add(new ObjectValue.Builder()
                .put("error", StringValue.of(name + ": " + description))
                .put("type", StringValue.of(type))
                .put("field", StringValue.of(name))
                .put("desc", StringValue.of(description))
                .build());
    }

    private boolean holds(Value schema, Value v, String field) throws BuiltinException {
        List<Value> errors = new ArrayList<>();
        validate(schema, v, field, errors);
        return errors.isEmpty();
    }

    private void validate(Value schema, Value v, String field, List<Value> errors) throws BuiltinException {
        context.tick(1);
        if (schema instanceof BooleanValue b) {
            if (!b.value()) {
                error(errors, field, "false", "False always fails validation");
            }
            return;
        }
        if (++depth > MAX_DEPTH) {
            throw BuiltinException.of("schema refers to itself too deeply");
        }
        ObjectValue s = (ObjectValue) schema;
        if (s.get("$ref") instanceof StringValue ref) {
            validate(resolve(ref.value()), v, field, errors);
        } else {
            type(s, v, field, errors);
            values(s, v, field, errors);
            combined(s, v, field, errors);
            if (v instanceof ObjectValue o) {
                object(s, o, field, errors);
            } else if (v instanceof ArrayValue a) {
                array(s, a, field, errors);
            } else if (v instanceof StringValue t) {
                string(s, t, field, errors);
            } else if (v instanceof NumberValue n) {
                number(s, n, field, errors);
            }
        }
        depth--;
    }

    private Value resolve(String ref) throws BuiltinException {
        if (!ref.startsWith("#")) {
            throw BuiltinException.of("schema refers to " + ref + ", and nothing is loaded from elsewhere");
        }
        Value at = root;
        for (String part : ref.substring(1).split("/")) {
            if (part.isEmpty()) {
                continue;
            }
            String key = part.replace("~1", "/").replace("~0", "~");
            at = at instanceof ArrayValue && key.matches("[0-9]{1,8}")
                    ? at.get(NumberValue.of(Integer.parseInt(key)))
                    : at.get(StringValue.of(key));
            if (at == null) {
                throw BuiltinException.of("Object has no key '" + key + "'");
            }
        }
        SchemaCheck.check(at);
        return at;
    }

    private static String kind(Value v) {
        if (v instanceof NumberValue n) {
            return n.isWhole() ? "integer" : "number";
        }
        return v instanceof SetValue ? "array" : v.typeName();
    }

    private static void type(ObjectValue s, Value v, String field, List<Value> errors) {
        Value type = s.get("type");
        if (type == null) {
            return;
        }
        List<String> wanted = new ArrayList<>();
        if (type instanceof ArrayValue list) {
            list.forEach(t -> wanted.add(((StringValue) t).value()));
        } else {
            wanted.add(((StringValue) type).value());
        }
        String kind = kind(v);
        if (!wanted.contains(kind) && !(kind.equals("integer") && wanted.contains("number"))) {
            error(
                    errors,
                    field,
                    "invalid_type",
                    "Invalid type. Expected: " + String.join("/", wanted) + ", given: " + kind);
        }
    }

    private static void values(ObjectValue s, Value v, String field, List<Value> errors) {
        if (s.get("const") != null && !s.get("const").equals(v)) {
            error(errors, field, "const", field + " does not match: " + s.get("const"));
        }
        if (s.get("enum") instanceof ArrayValue list) {
            for (Value allowed : list) {
                if (allowed.equals(v)) {
                    return;
                }
            }
            List<String> texts = new ArrayList<>();
            list.forEach(t -> texts.add(t.toString()));
            error(
                    errors,
                    field,
                    "enum",
                    (field.isEmpty() ? "(Root)" : field) + " must be one of the following: "
                            + String.join(", ", texts));
        }
    }

    private void combined(ObjectValue s, Value v, String field, List<Value> errors) throws BuiltinException {
        if (s.get("allOf") instanceof ArrayValue all) {
            boolean failed = false;
            for (Value schema : all) {
                int before = errors.size();
                validate(schema, v, field, errors);
                failed |= errors.size() > before;
            }
            if (failed) {
                error(errors, field, "number_all_of", "Must validate all the schemas (allOf)");
            }
        }
        if (s.get("anyOf") instanceof ArrayValue any && count(any, v, field) == 0) {
            error(errors, field, "number_any_of", "Must validate at least one schema (anyOf)");
        }
        if (s.get("oneOf") instanceof ArrayValue one && count(one, v, field) != 1) {
            error(errors, field, "number_one_of", "Must validate one and only one schema (oneOf)");
        }
        if (s.get("not") != null && holds(s.get("not"), v, field)) {
            error(errors, field, "number_not", "Must not validate the schema (not)");
        }
        if (s.get("if") != null) {
            boolean condition = holds(s.get("if"), v, field);
            Value branch = s.get(condition ? "then" : "else");
            if (branch != null && !holds(branch, v, field)) {
                validate(branch, v, field, errors);
                error(
                        errors,
                        field,
                        condition ? "condition_then" : "condition_else",
                        condition
                                ? "Must validate \"then\" as \"if\" was valid"
                                : "Must validate \"else\" as \"if\" was not valid");
            }
        }
    }

    private int count(ArrayValue schemas, Value v, String field) throws BuiltinException {
        int n = 0;
        for (Value schema : schemas) {
            n += holds(schema, v, field) ? 1 : 0;
        }
        return n;
    }

    private static String below(String field, String key) {
        return field.isEmpty() ? key : field + "." + key;
    }

    private static long limit(ObjectValue s, String key, long otherwise) {
        return s.get(key) instanceof NumberValue n ? n.longValue() : otherwise;
    }

    private void object(ObjectValue s, ObjectValue o, String field, List<Value> errors) throws BuiltinException {
        if (s.get("required") instanceof ArrayValue required) {
            for (Value key : required) {
                if (!o.has(key)) {
                    error(errors, field, "required", ((StringValue) key).value() + " is required");
                }
            }
        }
        if (o.size() < limit(s, "minProperties", 0)) {
            error(
                    errors,
                    field,
                    "array_min_properties",
                    "Must have at least " + s.get("minProperties") + " properties");
        }
        if (o.size() > limit(s, "maxProperties", Long.MAX_VALUE)) {
            error(errors, field, "array_max_properties", "Must have at most " + s.get("maxProperties") + " properties");
        }
        for (int i = 0; i < o.size(); i++) {
            String key =
                    o.keyAt(i) instanceof StringValue t ? t.value() : o.keyAt(i).toString();
            property(s, key, o.valueAt(i), field, errors);
        }
        if (s.get("dependencies") instanceof ObjectValue dependencies) {
            dependencies(dependencies, o, field, errors);
        }
    }

    private void property(ObjectValue s, String key, Value v, String field, List<Value> errors)
            throws BuiltinException {
        boolean known = false;
        if (s.get("properties") instanceof ObjectValue properties && properties.get(key) != null) {
            known = true;
            validate(properties.get(key), v, below(field, key), errors);
        }
        if (s.get("patternProperties") instanceof ObjectValue patterns) {
            for (int i = 0; i < patterns.size(); i++) {
                String pattern = ((StringValue) patterns.keyAt(i)).value();
                if (RegularExpressions.compile(context, pattern)
                        .matcher(context, key)
                        .find()) {
                    known = true;
                    validate(patterns.valueAt(i), v, below(field, key), errors);
                }
            }
        }
        Value additional = s.get("additionalProperties");
        if (!known && additional == BooleanValue.FALSE) {
            error(errors, field, "additional_property_not_allowed", "Additional property " + key + " is not allowed");
        } else if (!known && additional instanceof ObjectValue) {
            validate(additional, v, below(field, key), errors);
        }
        if (s.get("propertyNames") != null && !holds(s.get("propertyNames"), StringValue.of(key), field)) {
            error(errors, field, "invalid_property_name", "Property name of \"" + key + "\" does not match");
        }
    }

    private void dependencies(ObjectValue dependencies, ObjectValue o, String field, List<Value> errors)
            throws BuiltinException {
        for (int i = 0; i < dependencies.size(); i++) {
            if (!o.has(dependencies.keyAt(i))) {
                continue;
            }
            if (dependencies.valueAt(i) instanceof ArrayValue keys) {
                for (Value key : keys) {
                    if (!o.has(key)) {
                        String name = key instanceof StringValue t ? t.value() : key.toString();
                        error(errors, field, "missing_dependency", "Has a dependency on " + name);
                    }
                }
            } else {
                validate(dependencies.valueAt(i), o, field, errors);
            }
        }
    }

    private void array(ObjectValue s, ArrayValue a, String field, List<Value> errors) throws BuiltinException {
        Value items = s.get("items");
        for (int i = 0; i < a.size(); i++) {
            String place = below(field, String.valueOf(i));
            if (items instanceof ArrayValue tuple && i < tuple.size()) {
                validate(tuple.at(i), a.at(i), place, errors);
            } else if (items instanceof ArrayValue) {
                Value additional = s.get("additionalItems");
                if (additional == BooleanValue.FALSE) {
                    error(errors, field, "array_no_additional_items", "No additional items allowed on array");
                    break;
                }
                if (additional != null) {
                    validate(additional, a.at(i), place, errors);
                }
            } else if (items != null) {
                validate(items, a.at(i), place, errors);
            }
        }
        if (a.size() < limit(s, "minItems", 0)) {
            error(errors, field, "array_min_items", "Array must have at least " + s.get("minItems") + " items");
        }
        if (a.size() > limit(s, "maxItems", Long.MAX_VALUE)) {
            error(errors, field, "array_max_items", "Array must have at most " + s.get("maxItems") + " items");
        }
        if (s.get("uniqueItems") == BooleanValue.TRUE) {
            SetValue.Builder seen = new SetValue.Builder();
            for (int i = 0; i < a.size(); i++) {
                if (!seen.add(a.at(i))) {
                    error(errors, field, "unique", "array items[0," + i + "] must be unique");
                    break;
                }
            }
        }
        if (s.get("contains") != null && count(s.get("contains"), a, field) == 0) {
            error(errors, field, "contains", "At least one of the items must match");
        }
    }

    private int count(Value schema, ArrayValue a, String field) throws BuiltinException {
        int n = 0;
        for (Value v : a) {
            n += holds(schema, v, field) ? 1 : 0;
        }
        return n;
    }

    private void string(ObjectValue s, StringValue t, String field, List<Value> errors) throws BuiltinException {
        if (t.runes() < limit(s, "minLength", 0)) {
            error(errors, field, "string_gte", "String length must be greater than or equal to " + s.get("minLength"));
        }
        if (t.runes() > limit(s, "maxLength", Long.MAX_VALUE)) {
            error(errors, field, "string_lte", "String length must be less than or equal to " + s.get("maxLength"));
        }
        if (s.get("pattern") instanceof StringValue pattern
                && !RegularExpressions.compile(context, pattern.value())
                        .matcher(context, t.value())
                        .find()) {
            error(errors, field, "pattern", "Does not match pattern '" + pattern.value() + "'");
        }
        if (s.get("format") instanceof StringValue format
                && !SchemaFormats.matches(context, format.value(), t.value())) {
            error(errors, field, "format", "Does not match format '" + format.value() + "'");
        }
    }

    private static void number(ObjectValue s, NumberValue n, String field, List<Value> errors) {
        bound(s, n, field, errors, "minimum", "exclusiveMinimum", 1);
        bound(s, n, field, errors, "maximum", "exclusiveMaximum", -1);
        if (s.get("multipleOf") instanceof NumberValue of
                && of.signum() != 0
                && n.decimal().remainder(of.decimal()).compareTo(BigDecimal.ZERO) != 0) {
            error(errors, field, "multiple_of", "Must be a multiple of " + of.text());
        }
    }

    private static void bound(
            ObjectValue s, NumberValue n, String field, List<Value> errors, String key, String exclusive, int sign) {
        String relation = sign > 0 ? "greater than" : "less than";
        String type = sign > 0 ? "number_gt" : "number_lt";
        Value limit = s.get(key);
        boolean strict = s.get(exclusive) == BooleanValue.TRUE;
        if (limit instanceof NumberValue bound) {
            int order = n.compareTo(bound) * sign;
            if (order < 0 || strict && order == 0) {
                error(
                        errors,
                        field,
                        strict ? type : type + "e",
                        "Must be " + relation + (strict ? " " : " or equal to ") + bound.text());
            }
        }
        if (s.get(exclusive) instanceof NumberValue bound && n.compareTo(bound) * sign <= 0) {
            error(errors, field, type, "Must be " + relation + " " + bound.text());
        }
    }
}
