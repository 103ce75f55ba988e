package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** JSON values as JMESPath sees them. */
final class Json {
    private static final double EXACT = 9_007_199_254_740_992.0;

    private Json() {}

    /** False are null, false and everything empty; 0 is true. */
    static boolean isTruthy(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()) {
            return !value.textValue().isEmpty();
        }
        return value.isContainerNode() ? !value.isEmpty() : !value.isNull() && !value.isMissingNode();
    }

    /** Deep equality; numbers are equal by value, however they are written. */
    static boolean equal(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            Iterator<JsonNode> others = other.iterator();
            for (JsonNode element : one) {
                if (!equal(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && other.isObject() && one.size() == other.size()) {
            for (Map.Entry<String, JsonNode> field : one.properties()) {
                JsonNode counterpart = other.get(field.getKey());
                if (counterpart == null || !equal(field.getValue(), counterpart)) {
                    return false;
                }
            }
            return true;
        }
        return one.getNodeType() == other.getNodeType() && !one.isContainerNode() && one.equals(other);
    }

    /** Whole numbers without a fraction, as Go's JSON writes them. */
    static JsonNode number(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
            long whole = (long) value;
            return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
        }
        return DoubleNode.valueOf(value);
    }

    static boolean isOneOf(JsonNode value, Set<Function.Type> types) {
        return types.stream().anyMatch(type -> is(value, type));
    }

    private static boolean is(JsonNode value, Function.Type type) {
        return switch (type) {
            case ANY -> true;
            case STRING -> value.isTextual();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
            case NULL -> value.isNull();
            case STRINGS -> value.isArray() && all(value, Function.Type.STRING);
            case NUMBERS -> value.isArray() && all(value, Function.Type.NUMBER);
            case REFERENCE -> false;
        };
    }

    private static boolean all(JsonNode list, Function.Type type) {
        for (JsonNode element : list) {
            if (!is(element, type)) {
                return false;
            }
        }
        return true;
    }

    static String describe(Set<Function.Type> types) {
        return types.stream()
                .map(type -> switch (type) {
                    case STRING -> "String";
                    case NUMBER -> "Number";
                    case BOOLEAN -> "Bool";
                    case OBJECT -> "Object";
                    case ARRAY -> "Array";
                    case NULL -> "Null";
                    case STRINGS -> "Array of String";
                    case NUMBERS -> "Array of Number";
                    case REFERENCE -> "Expression";
                    case ANY -> "Any";
                })
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
