package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.GoDuration;
import io.jenkins.plugins.imagepolicy.engine.language.Quantity;
import io.jenkins.plugins.imagepolicy.engine.language.SemanticVersion;
import java.util.Optional;

/** {@code GreaterThan} and its family: numbers, durations (numbers beside them are seconds), quantities, versions. */
final class Ordering {
    private Ordering() {}

    static boolean holds(JsonNode key, String operator, JsonNode value) {
        return order(key, value).map(order -> fits(order, operator)).orElse(false);
    }

    static boolean durationsHold(JsonNode key, String operator, JsonNode value) {
        Optional<GoDuration> left = durationOrSeconds(key);
        Optional<GoDuration> right = durationOrSeconds(value);
        return left.isPresent() && right.isPresent() && fits(left.get().compareTo(right.get()), operator);
    }

    private static boolean fits(int order, String operator) {
        return switch (operator) {
            case "GreaterThan" -> order > 0;
            case "GreaterThanOrEquals" -> order >= 0;
            case "LessThan" -> order < 0;
            case "LessThanOrEquals" -> order <= 0;
            default -> false;
        };
    }

    /** A duration proper: a bare 0 is a number. */
    static Optional<GoDuration> duration(String text) {
        return text.equals("0") ? Optional.empty() : GoDuration.parse(text);
    }

    private static Optional<GoDuration> durationOrSeconds(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(GoDuration.ofSeconds(value.doubleValue()));
        }
        return value.isTextual() ? GoDuration.parse(value.textValue()) : Optional.empty();
    }

    private static Optional<Integer> order(JsonNode key, JsonNode value) {
        boolean scalars = (key.isNumber() || key.isTextual()) && (value.isNumber() || value.isTextual());
        if (!scalars) {
            return Optional.empty();
        }
        if (key.isNumber() && value.isNumber()) {
            return Optional.of(key.decimalValue().compareTo(value.decimalValue()));
        }
        return orderAsDurations(key, value)
                .or(() -> key.isTextual() ? orderAsQuantities(key, value) : Optional.empty())
                .or(() -> Texts.decimal(Texts.of(key))
                        .flatMap(left -> Texts.decimal(Texts.of(value)).map(left::compareTo)))
                .or(() -> orderAsVersions(key, value));
    }

    private static Optional<Integer> orderAsDurations(JsonNode key, JsonNode value) {
        boolean either = key.isTextual() && duration(key.textValue()).isPresent()
                || value.isTextual() && duration(value.textValue()).isPresent();
        if (!either) {
            return Optional.empty();
        }
        return durationOrSeconds(key).flatMap(left -> durationOrSeconds(value).map(left::compareTo));
    }

    private static Optional<Integer> orderAsQuantities(JsonNode key, JsonNode value) {
        return Quantity.parse(key.textValue())
                .flatMap(left -> Quantity.parse(Texts.of(value)).map(left::compareTo));
    }

    private static Optional<Integer> orderAsVersions(JsonNode key, JsonNode value) {
        return SemanticVersion.parse(Texts.of(key))
                .flatMap(left -> SemanticVersion.parse(Texts.of(value)).map(left::compareTo));
    }
}
