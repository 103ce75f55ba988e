package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates one expression against one document. */
final class Interpreter {
    /** What functions see of the world: the run's time, whatever the clock says. */
    record Environment(Instant now) {}

    private static final int MOST_STEPS = 5_000_000;

    private final boolean strictKeys;
    private final Environment environment;
    private int steps;

    /** @param strictKeys Kyverno's dialect: a missing key is an error */
    Interpreter(boolean strictKeys, Environment environment) {
        this.strictKeys = strictKeys;
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    JsonNode evaluate(Node node, JsonNode value) throws JmesPathException {
        step();
        if (node instanceof Node.Current) {
            return value;
        } else if (node instanceof Node.Literal literal) {
            return literal.value();
        } else if (node instanceof Node.Field field) {
            return field(field.name(), value);
        } else if (node instanceof Node.Sub sub) {
            return evaluate(sub.right(), evaluate(sub.left(), value));
        } else if (node instanceof Node.Index index) {
            return index(evaluate(index.left(), value), index.index());
        } else if (node instanceof Node.Slice slice) {
            return slice(evaluate(slice.left(), value), slice);
        } else if (node instanceof Node.Pipe pipe) {
            return lenient(pipe.right(), lenient(pipe.left(), value));
        } else if (node instanceof Node.Call call) {
            return call(call, value);
        } else if (node instanceof Node.Reference) {
            throw new JmesPathException(
                    Kind.INVALID_TYPE, -1, "An expression reference is only an argument of functions");
        }
        return evaluateLogic(node, value);
    }

    private JsonNode evaluateLogic(Node node, JsonNode value) throws JmesPathException {
        if (node instanceof Node.Or or) {
            JsonNode left = lenient(or.left(), value);
            return Json.isTruthy(left) ? left : lenient(or.right(), value);
        } else if (node instanceof Node.And and) {
            JsonNode left = lenient(and.left(), value);
            return Json.isTruthy(left) ? lenient(and.right(), value) : left;
        } else if (node instanceof Node.Not not) {
            return BooleanNode.valueOf(!Json.isTruthy(lenient(not.operand(), value)));
        } else if (node instanceof Node.Comparison comparison) {
            return compare(
                    comparison.operator(), lenient(comparison.left(), value), lenient(comparison.right(), value));
        }
        return evaluateCollection(node, value);
    }

    private JsonNode evaluateCollection(Node node, JsonNode value) throws JmesPathException {
        if (node instanceof Node.ListProjection projection) {
            JsonNode list = lenient(projection.left(), value);
            return list.isArray() ? project(list, projection.right()) : NullNode.instance;
        } else if (node instanceof Node.ValueProjection projection) {
            JsonNode object = lenient(projection.left(), value);
            return object.isObject() ? project(object, projection.right()) : NullNode.instance;
        } else if (node instanceof Node.FilterProjection filter) {
            return filter(lenient(filter.left(), value), filter);
        } else if (node instanceof Node.Flatten flatten) {
            return flatten(lenient(flatten.left(), value));
        } else if (node instanceof Node.MultiList list) {
            return multiList(list, value);
        } else if (node instanceof Node.MultiHash hash) {
            return multiHash(hash, value);
        }
        throw new IllegalStateException("No such node: " + node);
    }

    /** As {@link #evaluate}, but a missing key is null. */
    JsonNode lenient(Node node, JsonNode value) throws JmesPathException {
        try {
            return evaluate(node, value);
        } catch (JmesPathException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return NullNode.instance;
            }
            throw e;
        }
    }

    private void step() throws JmesPathException {
        if (++steps > MOST_STEPS) {
            throw new JmesPathException(
                    Kind.LIMIT, -1, "The expression takes more than " + MOST_STEPS + " steps on this document");
        }
        if ((steps & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
            throw new JmesPathException(Kind.LIMIT, -1, "The evaluation was interrupted");
        }
    }

    private JsonNode field(String name, JsonNode value) throws JmesPathException {
        if (!value.isObject()) {
            return NullNode.instance;
        }
        JsonNode found = value.get(name);
        if (found == null) {
            if (strictKeys) {
                throw new JmesPathException(Kind.NOT_FOUND, -1, "Unknown key \"" + name + "\" in path");
            }
            return NullNode.instance;
        }
        return found;
    }

    private static JsonNode index(JsonNode list, int index) {
        if (!list.isArray()) {
            return NullNode.instance;
        }
        JsonNode found = list.get(index < 0 ? list.size() + index : index);
        return found == null ? NullNode.instance : found;
    }

    private static JsonNode slice(JsonNode list, Node.Slice slice) throws JmesPathException {
        if (!list.isArray()) {
            return NullNode.instance;
        }
        int step = slice.step() == null ? 1 : slice.step();
        if (step == 0) {
            throw new JmesPathException(Kind.INVALID_VALUE, -1, "The step of a slice is not 0");
        }
        int size = list.size();
        long from = bound(slice.from(), size, step, step < 0 ? size - 1 : 0);
        long to = bound(slice.to(), size, step, step < 0 ? -1 : size);
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        for (long i = from; step < 0 ? i > to : i < to; i += step) {
            part.add(list.get((int) i));
        }
        return part;
    }

    private static long bound(Integer written, int size, int step, int whenAbsent) {
        if (written == null) {
            return whenAbsent;
        }
        long index = written < 0 ? (long) written + size : written;
        return step < 0 ? Math.max(-1, Math.min(index, size - 1)) : Math.max(0, Math.min(index, size));
    }

    private JsonNode project(JsonNode elements, Node right) throws JmesPathException {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : elements) {
            JsonNode result = lenient(right, element);
            if (!result.isNull()) {
                results.add(result);
            }
        }
        return results;
    }

    private JsonNode filter(JsonNode list, Node.FilterProjection filter) throws JmesPathException {
        if (!list.isArray()) {
            return NullNode.instance;
        }
        ArrayNode chosen = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : list) {
            if (Json.isTruthy(lenient(filter.condition(), element))) {
                chosen.add(element);
            }
        }
        return project(chosen, filter.right());
    }

    private static JsonNode flatten(JsonNode list) {
        if (!list.isArray()) {
            return NullNode.instance;
        }
        ArrayNode flat = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : list) {
            if (element.isArray()) {
                element.forEach(flat::add);
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    private JsonNode multiList(Node.MultiList list, JsonNode value) throws JmesPathException {
        if (value.isNull()) {
            return NullNode.instance;
        }
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (Node item : list.items()) {
            results.add(lenient(item, value));
        }
        return results;
    }

    private JsonNode multiHash(Node.MultiHash hash, JsonNode value) throws JmesPathException {
        if (value.isNull()) {
            return NullNode.instance;
        }
        ObjectNode results = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Node> item : hash.items().entrySet()) {
            results.set(item.getKey(), lenient(item.getValue(), value));
        }
        return results;
    }

    private static JsonNode compare(String operator, JsonNode left, JsonNode right) {
        switch (operator) {
            case "==":
                return BooleanNode.valueOf(Json.equal(left, right));
            case "!=":
                return BooleanNode.valueOf(!Json.equal(left, right));
            default:
                if (!left.isNumber() || !right.isNumber()) {
                    return NullNode.instance;
                }
                int order = left.decimalValue().compareTo(right.decimalValue());
                return BooleanNode.valueOf(
                        switch (operator) {
                            case "<" -> order < 0;
                            case "<=" -> order <= 0;
                            case ">" -> order > 0;
                            default -> order >= 0;
                        });
        }
    }

    private JsonNode call(Node.Call call, JsonNode value) throws JmesPathException {
        List<JsonNode> values = new ArrayList<>();
        List<Node> references = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Node argument = call.arguments().get(i);
            Set<Function.Type> accepted = call.function().parameter(i);
            if (argument instanceof Node.Reference reference) {
                if (!accepted.contains(Function.Type.REFERENCE)) {
                    throw JmesPathException.type(call.function().name(), i + 1, Json.describe(accepted));
                }
                references.add(reference.expression());
                values.add(NullNode.instance);
            } else {
                JsonNode given = lenient(argument, value);
                if (!Json.isOneOf(given, accepted)) {
                    throw JmesPathException.type(call.function().name(), i + 1, Json.describe(accepted));
                }
                references.add(null);
                values.add(given);
            }
        }
        return call.function().body().call(new Arguments(call.function().name(), values, references, this));
    }
}
