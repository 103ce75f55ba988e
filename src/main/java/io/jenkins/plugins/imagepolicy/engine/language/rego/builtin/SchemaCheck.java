package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses what is no JSON schema (drafts 4 to 7). */
final class SchemaCheck {
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "number", "null", "object", "string");
    private static final List<String> SCHEMAS = List.of(
            "not", "if", "then", "else", "contains", "propertyNames", "additionalItems", "additionalProperties");
    private static final List<String> SCHEMA_LISTS = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> SCHEMA_MAPS = List.of("properties", "patternProperties", "definitions");
    private static final List<String> COUNTS =
            List.of("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties");

    private static final List<String> TEXTS = List.of("$schema", "$ref", "$id", "id", "title", "description", "format");
    private static final List<String> NUMBERS = List.of("minimum", "maximum", "multipleOf");

    private SchemaCheck() {}

    private static void checkTexts(ObjectValue o) throws BuiltinException {
        for (String key : TEXTS) {
            if (o.get(key) != null && !(o.get(key) instanceof StringValue)) {
                throw BuiltinException.of("Invalid type. Expected: string, given: " + key);
            }
        }
    }

    private static void checkNumbers(ObjectValue o) throws BuiltinException {
        for (String key : NUMBERS) {
            if (o.get(key) != null && !(o.get(key) instanceof NumberValue)) {
                throw BuiltinException.of(key + " must be of a number");
            }
        }
        if (o.get("multipleOf") instanceof NumberValue n && n.signum() <= 0) {
            throw BuiltinException.of("multipleOf must be strictly greater than 0");
        }
        for (String bound : List.of("minimum", "maximum")) {
            // As in draft 4 it may also say whether the bound itself is excluded.
            String key = bound.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
            Value v = o.get(key);
            boolean flag = v instanceof BooleanValue && o.get(bound) != null;
            if (v != null && !(v instanceof NumberValue) && !flag) {
                throw BuiltinException.of(key + " must be of a number");
            }
        }
        for (String what : List.of("Length", "Items", "Properties")) {
            boolean both = o.get("min" + what) instanceof NumberValue && o.get("max" + what) instanceof NumberValue;
            if (both && o.get("min" + what).compareTo(o.get("max" + what)) > 0) {
                throw BuiltinException.of("min" + what + " cannot be greater than max" + what);
            }
        }
    }

    private static void checkDependencies(Value dependencies) throws BuiltinException {
        if (dependencies == null) {
            return;
        }
        if (!(dependencies instanceof ObjectValue o)) {
            throw BuiltinException.of("dependencies must be of type object");
        }
        for (int i = 0; i < o.size(); i++) {
            if (o.valueAt(i) instanceof ArrayValue keys) {
                for (Value key : keys) {
                    if (!(key instanceof StringValue)) {
                        throw BuiltinException.of("dependencies must be of type array of strings or schema");
                    }
                }
            } else {
                check(o.valueAt(i));
            }
        }
    }

    private static void checkDistinct(String key, Value values) throws BuiltinException {
        Set<Value> seen = new HashSet<>();
        for (Value v : list(key, values)) {
            if (!seen.add(v)) {
                throw BuiltinException.of(key + " items must be unique");
            }
        }
    }

    static void check(Value schema) throws BuiltinException {
        if (schema instanceof BooleanValue) {
            return;
        }
        if (!(schema instanceof ObjectValue o)) {
            throw BuiltinException.of("schema is invalid");
        }
        checkType(o.get("type"));
        for (String key : SCHEMAS) {
            if (o.get(key) != null) {
                check(o.get(key));
            }
        }
        for (String key : SCHEMA_LISTS) {
            if (o.get(key) != null) {
                checkList(key, o.get(key));
            }
        }
        for (String key : SCHEMA_MAPS) {
            if (o.get(key) != null) {
                checkMap(key, o.get(key));
            }
        }
        if (o.get("items") instanceof ArrayValue list) {
            checkList("items", list);
        } else if (o.get("items") != null) {
            check(o.get("items"));
        }
        for (String key : COUNTS) {
            Value v = o.get(key);
            if (v != null && !(v instanceof NumberValue n && n.isWhole() && n.signum() >= 0)) {
                throw BuiltinException.of(key + " must be of an integer");
            }
        }
        checkTexts(o);
        checkNumbers(o);
        checkDependencies(o.get("dependencies"));
        if (o.get("uniqueItems") != null && !(o.get("uniqueItems") instanceof BooleanValue)) {
            throw BuiltinException.of("uniqueItems must be of type boolean");
        }
        if (o.get("required") != null) {
            checkDistinct("required", o.get("required"));
            for (Value v : list("required", o.get("required"))) {
                if (!(v instanceof StringValue)) {
                    throw BuiltinException.of("required items must be string");
                }
            }
        }
        if (o.get("enum") != null && list("enum", o.get("enum")).size() == 0) {
            throw BuiltinException.of("enum must have at least one element");
        }
        if (o.get("enum") != null) {
            checkDistinct("enum", o.get("enum"));
        }
        if (o.get("pattern") != null) {
            checkPattern(o.get("pattern"));
        }
    }

    private static ArrayValue list(String key, Value v) throws BuiltinException {
        if (v instanceof ArrayValue list) {
            return list;
        }
        throw BuiltinException.of(key + " must be of type array");
    }

    private static void checkList(String key, Value v) throws BuiltinException {
        for (Value schema : list(key, v)) {
            check(schema);
        }
    }

    private static void checkMap(String key, Value v) throws BuiltinException {
        if (!(v instanceof ObjectValue o)) {
            throw BuiltinException.of(key + " must be of type object");
        }
        for (int i = 0; i < o.size(); i++) {
            check(o.valueAt(i));
        }
    }

    private static void checkPattern(Value v) throws BuiltinException {
        try {
            Pattern.compile(v instanceof StringValue s ? s.value() : "(");
        } catch (PatternSyntaxException e) {
            throw BuiltinException.of("pattern must be a valid regex");
        }
    }

    private static void checkType(Value type) throws BuiltinException {
        if (type instanceof ArrayValue list) {
            for (Value t : list) {
                checkType(t);
            }
        } else if (type instanceof StringValue s) {
            if (!TYPES.contains(s.value())) {
                throw BuiltinException.of("has a primitive type that is NOT VALID -- given: /" + s.value()
                        + "/ Expected valid values are:[array boolean integer number null object string]");
            }
        } else if (type != null) {
            throw BuiltinException.of("type must be a string or an array");
        }
    }
}
