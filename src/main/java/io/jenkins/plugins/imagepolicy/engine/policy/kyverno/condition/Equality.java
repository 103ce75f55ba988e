package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.GoDuration;
import io.jenkins.plugins.imagepolicy.engine.language.Quantity;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** {@code Equals}: durations and quantities by what they mean, other texts by wildcard, the value being the pattern. */
final class Equality {
    private Equality() {}

    static boolean equal(JsonNode key, JsonNode value) {
        if (key.isBoolean()) {
            return value.isBoolean() && key.booleanValue() == value.booleanValue();
        }
        if (key.isNumber()) {
            return numberEquals(key.decimalValue(), value);
        }
        if (key.isTextual()) {
            return textEquals(key.textValue(), value);
        }
        return deepEquals(key, value);
    }

    private static boolean numberEquals(BigDecimal key, JsonNode value) {
        if (value.isNumber()) {
            return key.compareTo(value.decimalValue()) == 0;
        }
        if (!value.isTextual()) {
            return false;
        }
        boolean whole = key.stripTrailingZeros().scale() <= 0;
        if (whole && !value.textValue().matches("[+-]?[0-9]{1,30}")) {
            return false;
        }
        return Texts.decimal(value.textValue())
                .map(number -> number.compareTo(key) == 0)
                .orElse(false);
    }

    private static boolean textEquals(String key, JsonNode value) {
        Optional<Boolean> durations = durationsEqual(key, value);
        if (durations.isPresent()) {
            return durations.get();
        }
        if (!value.isTextual()) {
            return false;
        }
        Optional<Quantity> quantity = Quantity.parse(key);
        if (quantity.isPresent()) {
            return Quantity.parse(value.textValue())
                    .map(other -> quantity.get().compareTo(other) == 0)
                    .orElse(false);
        }
        return Wildcard.matches(value.textValue(), key);
    }

    private static Optional<Boolean> durationsEqual(String key, JsonNode value) {
        Optional<GoDuration> left = Ordering.duration(key);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(left.get().compareTo(GoDuration.ofSeconds(value.doubleValue())) == 0);
        }
        return value.isTextual()
                ? Ordering.duration(value.textValue()).map(right -> left.get().compareTo(right) == 0)
                : Optional.empty();
    }

    static boolean deepEquals(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            Iterator<JsonNode> others = other.iterator();
            for (JsonNode element : one) {
                if (!deepEquals(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && other.isObject() && one.size() == other.size()) {
            for (Map.Entry<String, JsonNode> field : one.properties()) {
                if (!other.has(field.getKey()) || !deepEquals(field.getValue(), other.get(field.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        return !one.isContainerNode() && one.equals(other);
    }
}
