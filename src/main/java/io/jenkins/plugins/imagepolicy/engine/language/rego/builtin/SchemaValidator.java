package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Validates a document against a JSON schema; errors are worded and ordered as by the validator that OPA uses. */
final class SchemaValidator {
    private static final int MAX_DEPTH = 200;

    private final BuiltinContext context;
    private final Value root;
    private final SchemaScalars scalars;
    private final SchemaContainers containers;
    private int depth;

    SchemaValidator(BuiltinContext context, Value root) {
        this.context = context;
        this.root = root;
        this.scalars = new SchemaScalars(context);
        this.containers = new SchemaContainers(context, this);
    }

    ArrayValue validate(Value document) throws BuiltinException {
        return errors(root, document, "").toValue();
    }

    SchemaErrors errors(Value schema, Value v, String field) throws BuiltinException {
        SchemaErrors errors = new SchemaErrors();
        validate(schema, v, field, errors);
        return errors;
    }

    void validate(Value schema, Value v, String field, SchemaErrors errors) throws BuiltinException {
        context.tick(1);
        if (schema instanceof BooleanValue b) {
            if (!b.value()) {
                errors.add(field, "false", "False always fails validation");
            }
            return;
        }
        if (++depth > MAX_DEPTH) {
            throw BuiltinException.of("schema refers to itself too deeply");
        }
        ObjectValue s = (ObjectValue) schema;
        if (s.get("$ref") instanceof StringValue ref) {
            validate(resolve(ref.value()), v, field, errors);
        } else if (type(s, v, field, errors)) {
            checks(s, v, field, errors);
            errors.passed();
        }
        depth--;
    }

    private void checks(ObjectValue s, Value v, String field, SchemaErrors errors) throws BuiltinException {
        combined(s, v, field, errors);
        errors.passed();
        if (v instanceof ObjectValue o) {
            containers.object(s, o, field, errors);
        } else if (v instanceof ArrayValue a) {
            containers.array(s, a, field, errors);
        } else if (v instanceof NumberValue n) {
            SchemaScalars.number(s, n, field, errors);
        }
        if (v instanceof ObjectValue || v instanceof ArrayValue || v instanceof NumberValue) {
            errors.passed();
        }
        SchemaScalars.values(s, v, field, errors);
        errors.passed();
        if (v instanceof ObjectValue o) {
            containers.properties(s, o, field, errors);
        } else if (v instanceof StringValue t) {
            scalars.string(s, t, field, errors);
            errors.passed();
        }
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

    /** False where the type is not one of those wanted, and nothing else needs a look. */
    private static boolean type(ObjectValue s, Value v, String field, SchemaErrors errors) {
        Value type = s.get("type");
        if (type == null) {
            return true;
        }
        List<String> wanted = new ArrayList<>();
        if (type instanceof ArrayValue list) {
            list.forEach(t -> wanted.add(((StringValue) t).value()));
        } else {
            wanted.add(((StringValue) type).value());
        }
        String kind = kind(v);
        if (wanted.contains(kind) || kind.equals("integer") && wanted.contains("number")) {
            return true;
        }
        errors.add(field, "invalid_type", "Invalid type. Expected: " + String.join("/", wanted) + ", given: " + kind);
        return false;
    }

    private void combined(ObjectValue s, Value v, String field, SchemaErrors errors) throws BuiltinException {
        if (s.get("anyOf") instanceof ArrayValue any) {
            alternatives(any, v, field, errors, false);
        }
        if (s.get("oneOf") instanceof ArrayValue one) {
            alternatives(one, v, field, errors, true);
        }
        if (s.get("allOf") instanceof ArrayValue all) {
            boolean failed = false;
            for (Value schema : all) {
                SchemaErrors each = errors(schema, v, field);
                failed |= !each.isEmpty();
                errors.addAll(each);
            }
            if (failed) {
                errors.add(field, "number_all_of", "Must validate all the schemas (allOf)");
            }
        }
        if (s.get("not") != null && errors(s.get("not"), v, field).isEmpty()) {
            errors.add(field, "number_not", "Must not validate the schema (not)");
        }
        if (s.get("dependencies") instanceof ObjectValue dependencies && v instanceof ObjectValue o) {
            dependencies(dependencies, o, field, errors);
        }
        if (s.get("if") != null) {
            condition(s, v, field, errors);
        }
    }

    /** Where none holds, the errors of the one that the document came nearest to are reported, too. */
    private void alternatives(ArrayValue schemas, Value v, String field, SchemaErrors errors, boolean exactly)
            throws BuiltinException {
        int holding = 0;
        SchemaErrors nearest = null;
        for (Value schema : schemas) {
            SchemaErrors each = errors(schema, v, field);
            holding += each.isEmpty() ? 1 : 0;
            nearest = !each.isEmpty() && each.isNearerThan(nearest) ? each : nearest;
        }
        if (exactly ? holding == 1 : holding > 0) {
            return;
        }
        if (exactly) {
            errors.add(field, "number_one_of", "Must validate one and only one schema (oneOf)");
        } else {
            errors.add(field, "number_any_of", "Must validate at least one schema (anyOf)");
        }
        if (holding == 0 && nearest != null) {
            errors.addAll(nearest);
        }
    }

    private void condition(ObjectValue s, Value v, String field, SchemaErrors errors) throws BuiltinException {
        boolean holds = errors(s.get("if"), v, field).isEmpty();
        Value branch = s.get(holds ? "then" : "else");
        SchemaErrors found = branch == null ? new SchemaErrors() : errors(branch, v, field);
        if (found.isEmpty()) {
            return;
        }
        if (holds) {
            errors.add(field, "condition_then", "Must validate \"then\" as \"if\" was valid");
        } else {
            errors.add(field, "condition_else", "Must validate \"else\" as \"if\" was not valid");
        }
        errors.addAll(found);
    }

    private void dependencies(ObjectValue dependencies, ObjectValue o, String field, SchemaErrors errors)
            throws BuiltinException {
        for (int i = 0; i < dependencies.size(); i++) {
            if (!o.has(dependencies.keyAt(i))) {
                continue;
            }
            if (dependencies.valueAt(i) instanceof ArrayValue keys) {
                for (Value key : keys) {
                    if (!o.has(key)) {
                        String name = key instanceof StringValue t ? t.value() : key.toString();
                        errors.add(field, "missing_dependency", "Has a dependency on " + name);
                    }
                }
            } else {
                validate(dependencies.valueAt(i), o, field, errors);
            }
        }
    }
}
