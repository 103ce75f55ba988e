package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** The checks of objects and arrays, and of what they hold. */
final class SchemaContainers {
    private final BuiltinContext context;
    private final SchemaValidator validator;

    SchemaContainers(BuiltinContext context, SchemaValidator validator) {
        this.context = context;
        this.validator = validator;
    }

    private static String below(String field, String key) {
        return field.isEmpty() ? key : field + "." + key;
    }

    void object(ObjectValue s, ObjectValue o, String field, SchemaErrors errors) throws BuiltinException {
        if (o.size() < SchemaScalars.limit(s, "minProperties", 0)) {
            errors.add(field, "array_min_properties", "Must have at least " + s.get("minProperties") + " properties");
        }
        if (o.size() > SchemaScalars.limit(s, "maxProperties", Long.MAX_VALUE)) {
            errors.add(field, "array_max_properties", "Must have at most " + s.get("maxProperties") + " properties");
        }
        if (s.get("required") instanceof ArrayValue required) {
            for (Value key : required) {
                if (o.has(key)) {
                    errors.passed();
                } else {
                    errors.add(field, "required", ((StringValue) key).value() + " is required");
                }
            }
        }
        for (int i = 0; i < o.size(); i++) {
            String key =
                    o.keyAt(i) instanceof StringValue t ? t.value() : o.keyAt(i).toString();
            property(s, key, o.valueAt(i), field, errors);
        }
    }

    /** The properties that the schema names, whose errors come behind all others. */
    void properties(ObjectValue s, ObjectValue o, String field, SchemaErrors errors) throws BuiltinException {
        if (s.get("properties") instanceof ObjectValue properties) {
            for (int i = 0; i < o.size(); i++) {
                if (o.keyAt(i) instanceof StringValue key && properties.get(key) != null) {
                    validator.validate(properties.get(key), o.valueAt(i), below(field, key.value()), errors);
                }
            }
        }
    }

    private void property(ObjectValue s, String key, Value v, String field, SchemaErrors errors)
            throws BuiltinException {
        boolean known = s.get("properties") instanceof ObjectValue properties && properties.get(key) != null;
        if (s.get("patternProperties") instanceof ObjectValue patterns) {
            for (int i = 0; i < patterns.size(); i++) {
                String pattern = ((StringValue) patterns.keyAt(i)).value();
                if (RegularExpressions.compile(context, pattern)
                        .matcher(context, key)
                        .find()) {
                    known = true;
                    validator.validate(patterns.valueAt(i), v, below(field, key), errors);
                }
            }
        }
        Value additional = s.get("additionalProperties");
        if (!known && additional == BooleanValue.FALSE) {
            errors.add(field, "additional_property_not_allowed", "Additional property " + key + " is not allowed");
        } else if (!known && additional instanceof ObjectValue) {
            validator.validate(additional, v, below(field, key), errors);
        }
        if (s.get("propertyNames") != null) {
            SchemaErrors named = validator.errors(s.get("propertyNames"), StringValue.of(key), field);
            if (!named.isEmpty()) {
                errors.add(field, "invalid_property_name", "Property name of \"" + key + "\" does not match");
                errors.addAll(named);
            }
        }
    }

    void array(ObjectValue s, ArrayValue a, String field, SchemaErrors errors) throws BuiltinException {
        Value items = s.get("items");
        for (int i = 0; i < a.size(); i++) {
            String place = below(field, String.valueOf(i));
            if (items instanceof ArrayValue tuple && i < tuple.size()) {
                validator.validate(tuple.at(i), a.at(i), place, errors);
            } else if (items instanceof ArrayValue) {
                Value additional = s.get("additionalItems");
                if (additional == BooleanValue.FALSE) {
                    errors.add(field, "array_no_additional_items", "No additional items allowed on array");
                    break;
                }
                if (additional != null) {
                    validator.validate(additional, a.at(i), place, errors);
                }
            } else if (items != null) {
                validator.validate(items, a.at(i), place, errors);
            }
        }
        if (a.size() < SchemaScalars.limit(s, "minItems", 0)) {
            errors.add(field, "array_min_items", "Array must have at least " + s.get("minItems") + " items");
        }
        if (a.size() > SchemaScalars.limit(s, "maxItems", Long.MAX_VALUE)) {
            errors.add(field, "array_max_items", "Array must have at most " + s.get("maxItems") + " items");
        }
        if (s.get("uniqueItems") == BooleanValue.TRUE) {
            SetValue.Builder seen = new SetValue.Builder();
            for (int i = 0; i < a.size(); i++) {
                if (!seen.add(a.at(i))) {
                    errors.add(field, "unique", "array items[0," + i + "] must be unique");
                    break;
                }
            }
        }
        if (s.get("contains") != null) {
            contains(s.get("contains"), a, field, errors);
        }
    }

    private void contains(Value schema, ArrayValue a, String field, SchemaErrors errors) throws BuiltinException {
        SchemaErrors nearest = null;
        for (int i = 0; i < a.size(); i++) {
            SchemaErrors each = validator.errors(schema, a.at(i), below(field, String.valueOf(i)));
            if (each.isEmpty()) {
                return;
            }
            nearest = each.isNearerThan(nearest) ? each : nearest;
        }
        errors.add(field, "contains", "At least one of the items must match");
        if (nearest != null) {
            errors.addAll(nearest);
        }
    }
}
