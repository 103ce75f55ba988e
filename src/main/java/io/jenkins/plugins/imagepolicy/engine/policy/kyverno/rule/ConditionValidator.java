package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPath;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition.Operators;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ImageExtractors;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.List;
import java.util.regex.Pattern;

/** The checks of conditions and of the variables in a rule. */
public final class ConditionValidator {
    private static final List<String> USER = List.of(
            "request.userInfo",
            "request.roles",
            "request.clusterRoles",
            "serviceAccountName",
            "serviceAccountNamespace");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(\\.{0,2}/");

    private final List<Problem> problems;

    public ConditionValidator(List<Problem> problems) {
        this.problems = problems;
    }

    void rule(JsonNode rule, JsonPointer at, boolean background) {
        any(rule.path("preconditions"), at.appendProperty("preconditions"));
        for (int i = 0; i < rule.path("verifyImages").size(); i++) {
            JsonNode item = rule.path("verifyImages").get(i);
            JsonPointer here = at.appendProperty("verifyImages").appendIndex(i);
            for (int j = 0; j < item.path("attestations").size(); j++) {
                any(
                        item.path("attestations").get(j).path("conditions"),
                        here.appendProperty("attestations").appendIndex(j).appendProperty("conditions"));
            }
            any(
                    item.path("validate").path("deny").path("conditions"),
                    here.appendProperty("validate").appendProperty("deny").appendProperty("conditions"));
        }
        for (String part : List.of("context", "preconditions", "verifyImages")) {
            variables(rule.path(part), at.appendProperty(part), background);
        }
    }

    /** Conditions in any of their forms. */
    public void any(JsonNode conditions, JsonPointer at) {
        if (conditions.isArray()) {
            for (int i = 0; i < conditions.size(); i++) {
                any(conditions.get(i), at.appendIndex(i));
            }
        } else if (conditions.has("any") || conditions.has("all")) {
            conditions.properties().forEach(field -> {
                JsonPointer here = at.appendProperty(field.getKey());
                if (!field.getKey().equals("any") && !field.getKey().equals("all")) {
                    problem(here, "Invalid value: value provided for unknown field", "Write any: or all:");
                } else if (!field.getValue().isArray()) {
                    problem(here, "Invalid value: must be a list", "Write a list of conditions");
                } else {
                    for (int i = 0; i < field.getValue().size(); i++) {
                        condition(field.getValue().get(i), here.appendIndex(i));
                    }
                }
            });
        } else if (!conditions.isMissingNode() && !conditions.isNull()) {
            condition(conditions, at);
        }
    }

    private void condition(JsonNode condition, JsonPointer at) {
        if (!condition.isObject()) {
            problem(at, "Invalid value: must be an object", "Write key:, operator: and value:");
            return;
        }
        for (String field : List.of("key", "operator", "value")) {
            if (!condition.has(field)) {
                problem(at.appendProperty(field), "entered value of `" + field + "` is missing", "Add " + field + ":");
            }
        }
        condition.fieldNames().forEachRemaining(field -> {
            if (!List.of("key", "operator", "value", "message").contains(field)) {
                problem(
                        at.appendProperty(field),
                        "Invalid value: value provided for unknown field",
                        "A condition has key, operator, value and message");
            }
        });
        String operator = condition.path("operator").asText();
        if (!operator.isEmpty() && !Operators.ALLOWED.contains(operator)) {
            problem(
                    at.appendProperty("operator"),
                    "Unsupported value: \"" + operator + "\"",
                    "Write one of " + String.join(", ", Operators.ALLOWED));
        }
    }

    private void variables(JsonNode node, JsonPointer at, boolean background) {
        if (node.isTextual()) {
            text(node.textValue(), at, background);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            variables(node.get(i), at.appendIndex(i), background);
        }
        node.properties().forEach(field -> {
            JsonPointer here = at.appendProperty(field.getKey());
            if (field.getKey().equals("jmesPath")
                    && field.getValue().isTextual()
                    && !Variables.isVariable(field.getValue().textValue())) {
                expression(field.getValue().textValue(), here);
            }
            variables(field.getValue(), here, background);
        });
    }

    private void text(String text, JsonPointer at, boolean background) {
        if (REFERENCE.matcher(text).find()) {
            problems.add(Problem.unsupported(
                    at, "references to other fields, $(...), are not evaluated by the gate", "Write the value itself"));
        }
        for (String expression : Variables.expressions(text)) {
            boolean once = expression.startsWith("-") && expression.endsWith("-") && expression.length() > 1;
            expression(once ? expression.substring(1, expression.length() - 1).strip() : expression, at);
            if (background && USER.stream().anyMatch(expression::contains)) {
                problem(
                        at,
                        "invalid variable used: {{" + expression
                                + "}}: only select variables are allowed in background mode",
                        "Set spec.background: false, or do without who asks");
            }
        }
    }

    private void expression(String expression, JsonPointer at) {
        if (expression.equals("@")) {
            return;
        }
        try {
            JmesPath.compile(expression, ImageExtractors.FUNCTIONS);
        } catch (JmesPathException e) {
            String where = e.position() < 0 ? "" : " at character " + (e.position() + 1);
            problem(
                    at,
                    "the JMESPath expression '" + expression + "' is not valid" + where + ": " + e.getMessage(),
                    "Mend the expression");
        }
    }

    private void problem(JsonPointer at, String message, String remedy) {
        problems.add(Problem.invalid(at, message, remedy));
    }
}
