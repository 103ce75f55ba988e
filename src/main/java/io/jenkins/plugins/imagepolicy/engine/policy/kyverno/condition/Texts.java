package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.CompactJson;
import java.math.BigDecimal;
import java.util.Optional;

/** Scalars as text, and texts as numbers. */
final class Texts {
    private Texts() {}

    static boolean isScalar(JsonNode value) {
        return value.isTextual() || value.isNumber() || value.isBoolean();
    }

    /** Whole numbers without a fraction. */
    static String of(JsonNode scalar) {
        return scalar.isTextual() ? scalar.textValue() : CompactJson.write(scalar);
    }

    static Optional<BigDecimal> decimal(String text) {
        boolean plain =
                !text.isEmpty() && text.length() < 400 && text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
        try {
            return plain ? Optional.of(BigDecimal.valueOf(Double.parseDouble(text))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
