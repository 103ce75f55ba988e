package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.VariableException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import java.util.ArrayList;
import java.util.List;

/** Evaluates conditions in all the forms that Kyverno takes them: a list, an object of any and all, a list of such objects. */
public final class Conditions {
    /**
     * @param holds whether the conditions are met
     * @param message what the conditions that decided say; may be empty
     */
    public record Outcome(boolean holds, String message) {}

    private final Variables variables;

    public Conditions(Variables variables) {
        this.variables = variables;
    }

    /** @throws VariableException when a variable that is needed cannot be resolved */
    public Outcome evaluate(JsonNode conditions) throws VariableException {
        if (conditions.isObject()) {
            return block(conditions);
        }
        boolean blocks = conditions.isArray() && !conditions.isEmpty();
        for (JsonNode item : conditions) {
            blocks &= item.has("any") || item.has("all");
        }
        if (!blocks) {
            return all(conditions);
        }
        List<String> messages = new ArrayList<>();
        for (JsonNode block : conditions) {
            Outcome outcome = block(block);
            if (!outcome.holds()) {
                return outcome;
            }
            if (!outcome.message().isEmpty()) {
                messages.add(outcome.message());
            }
        }
        return new Outcome(true, String.join(";", messages));
    }

    private Outcome block(JsonNode block) throws VariableException {
        List<String> messages = new ArrayList<>();
        if (block.has("any")) {
            Outcome any = any(block.path("any"));
            if (!any.holds()) {
                return any;
            }
            add(messages, any.message());
        }
        Outcome all = all(block.path("all"));
        if (!all.holds()) {
            return all;
        }
        add(messages, all.message());
        return new Outcome(true, String.join("; ", messages));
    }

    /** Stops at the first condition that holds; an empty list holds nothing. */
    private Outcome any(JsonNode conditions) throws VariableException {
        List<String> messages = new ArrayList<>();
        for (JsonNode condition : conditions) {
            if (holds(condition)) {
                return new Outcome(true, message(condition));
            }
            add(messages, message(condition));
        }
        return new Outcome(false, String.join("; ", messages));
    }

    /** Stops at the first condition that does not hold. */
    private Outcome all(JsonNode conditions) throws VariableException {
        List<String> messages = new ArrayList<>();
        for (JsonNode condition : conditions) {
            if (!holds(condition)) {
                return new Outcome(false, message(condition));
            }
            add(messages, message(condition));
        }
        return new Outcome(true, String.join("; ", messages));
    }

    private static void add(List<String> messages, String message) {
        if (!message.isEmpty()) {
            messages.add(message);
        }
    }

    private boolean holds(JsonNode condition) throws VariableException {
        JsonNode key = variables.substitute(condition.path("key"), "key");
        JsonNode value = variables.substitute(condition.path("value"), "value");
        return Operators.holds(key, condition.path("operator").asText(), value);
    }

    /** Messages are for people: one whose variables cannot be resolved is shown as written. */
    private String message(JsonNode condition) {
        String text = condition.path("message").asText();
        try {
            return variables.substitute(TextNode.valueOf(text), "message").asText();
        } catch (VariableException e) {
            return text;
        }
    }
}
