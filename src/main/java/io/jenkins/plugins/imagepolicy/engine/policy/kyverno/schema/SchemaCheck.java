package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a document with a shape, as strictly as {@code kubectl apply} does. */
public final class SchemaCheck {
    private final List<Problem> problems = new ArrayList<>();

    private SchemaCheck() {}

    public static List<Problem> check(JsonNode node, Shape shape) {
        SchemaCheck check = new SchemaCheck();
        check.visit(node, shape, JsonPointer.empty());
        return check.problems;
    }

    private void visit(JsonNode node, Shape shape, JsonPointer at) {
        if (shape instanceof Shape.Fields fields) {
            fields(node, fields, at);
        } else if (shape instanceof Shape.Items items) {
            if (is(node.isArray(), "a list", at)) {
                for (int i = 0; i < node.size(); i++) {
                    visit(node.get(i), items.item(), at.appendIndex(i));
                }
            }
        } else if (shape instanceof Shape.Named named) {
            if (is(node.isObject(), "an object", at)) {
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    visit(field.getValue(), named.value(), at.appendProperty(field.getKey()));
                }
            }
        } else if (shape instanceof Shape.Text text) {
            text(node, text, at);
        } else if (shape instanceof Shape.Flag) {
            is(node.isBoolean(), "true or false", at);
        } else if (shape instanceof Shape.Whole whole) {
            boolean fits = node.isIntegralNumber()
                    && node.canConvertToLong()
                    && node.longValue() >= whole.least()
                    && node.longValue() <= whole.most();
            String most = whole.most() == Long.MAX_VALUE ? "" : " to " + whole.most();
            is(fits, "a whole number from " + whole.least() + most, at);
        }
    }

    private void fields(JsonNode node, Shape.Fields shape, JsonPointer at) {
        if (!is(node.isObject(), "an object", at)) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Shape known = shape.known().get(field.getKey());
            JsonPointer child = at.appendProperty(field.getKey());
            if (known == null) {
                problems.add(Problem.invalid(
                        child, "Invalid value: value provided for unknown field", remedy(field.getKey(), shape)));
            } else if (!field.getValue().isNull()) {
                visit(field.getValue(), known, child);
            }
        }
        shape.required().stream().sorted().forEach(name -> {
            if (!node.hasNonNull(name)) {
                problems.add(Problem.invalid(at.appendProperty(name), "Required value", "Add '" + name + ":' here"));
            }
        });
    }

    private static String remedy(String name, Shape.Fields shape) {
        Optional<String> nearest =
                NearestName.of(name, shape.known().keySet().stream().sorted().toList());
        return nearest.map(known -> "Write '" + known + "' instead of '" + name + "'")
                .orElseGet(() -> "Remove '" + name + "'; known here are "
                        + String.join(
                                ", ", shape.known().keySet().stream().sorted().toList()));
    }

    private void text(JsonNode node, Shape.Text text, JsonPointer at) {
        if (!is(node.isTextual(), "text", at) || text.allowed().isEmpty()) {
            return;
        }
        if (!text.allowed().contains(node.textValue())) {
            problems.add(Problem.invalid(
                    at,
                    "Unsupported value: \"" + node.textValue() + "\"",
                    "Write one of " + String.join(", ", text.allowed())));
        }
    }

    private boolean is(boolean fits, String wanted, JsonPointer at) {
        if (!fits) {
            problems.add(Problem.invalid(at, "Invalid value: must be " + wanted, "Write " + wanted));
        }
        return fits;
    }
}
