package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** The arguments of one call, with what a function may use of its surroundings. */
final class Arguments {
    private final String function;
    private final List<JsonNode> values;
    private final List<Node> references;
    private final Interpreter interpreter;

    Arguments(String function, List<JsonNode> values, List<Node> references, Interpreter interpreter) {
        this.function = function;
        this.values = values;
        this.references = references;
        this.interpreter = interpreter;
    }

    String function() {
        return function;
    }

    int count() {
        return values.size();
    }

    JsonNode get(int index) {
        return values.get(index);
    }

    List<JsonNode> all() {
        return values;
    }

    String text(int index) {
        return values.get(index).textValue();
    }

    double number(int index) {
        return values.get(index).doubleValue();
    }

    BigDecimal decimal(int index) {
        return values.get(index).decimalValue();
    }

    /** Applies the expression reference at {@code index}. */
    JsonNode apply(int index, JsonNode to) throws JmesPathException {
        return interpreter.lenient(references.get(index), to);
    }

    Interpreter.Environment environment() {
        return interpreter.environment();
    }

    JmesPathException invalid(String problem) {
        return JmesPathException.function(function, problem);
    }

    JmesPathException type(int argument, String type) {
        return JmesPathException.type(function, argument + 1, type);
    }
}
