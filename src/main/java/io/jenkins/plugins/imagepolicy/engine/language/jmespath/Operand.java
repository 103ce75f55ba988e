package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.language.GoDuration;
import io.jenkins.plugins.imagepolicy.engine.language.Quantity;
import java.util.Optional;

/** What Kyverno calculates with: numbers, Kubernetes quantities and Go durations. A text is a quantity before it is a duration. */
sealed interface Operand {
    record Scalar(double value) implements Operand {
        @Override
        public JsonNode json() {
            return Json.number(value);
        }
    }

    record Amount(Quantity value) implements Operand {
        @Override
        public JsonNode json() {
            return TextNode.valueOf(value.toString());
        }
    }

    record Span(GoDuration value) implements Operand {
        @Override
        public JsonNode json() {
            return TextNode.valueOf(value.toString());
        }
    }

    JsonNode json();

    static Operand of(JsonNode value, Arguments a) throws JmesPathException {
        if (value.isNumber()) {
            return new Scalar(value.doubleValue());
        }
        if (value.isTextual()) {
            Optional<Quantity> quantity = Quantity.parse(value.textValue());
            if (quantity.isPresent()) {
                return new Amount(quantity.get());
            }
            Optional<GoDuration> duration = GoDuration.parse(value.textValue());
            if (duration.isPresent()) {
                return new Span(duration.get());
            }
        }
        throw a.invalid("an operand is no number, quantity or duration");
    }
}
