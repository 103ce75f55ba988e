package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelBudget;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelEnvironment;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelValues;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code webhookConfiguration.matchConditions} of a ClusterPolicy or Policy: CEL that decides before any rule whether a resource
 * is looked at (Kubernetes admission webhooks). What cannot be decided is an error, whatever {@code failurePolicy} says.
 */
public final class WebhookConditions {
    private static final JsonPointer CONDITIONS = JsonPointer.compile("/webhookConfiguration/matchConditions");

    private final CelEnvironment environment = CelEnvironment.builder()
            .variable("object", SimpleType.DYN)
            .variable("oldObject", SimpleType.DYN)
            .variable("request", SimpleType.DYN)
            .build();
    private final JsonNode conditions;

    private WebhookConditions(JsonNode conditions) {
        this.conditions = conditions;
    }

    public static boolean exist(JsonNode spec) {
        return !spec.at(CONDITIONS).isEmpty();
    }

    public static WebhookConditions of(JsonNode spec) {
        return new WebhookConditions(spec.at(CONDITIONS));
    }

    /** What is wrong with the conditions of a policy's spec, which stands at {@code at}. */
    static List<Problem> problems(JsonNode spec, JsonPointer at) {
        List<Problem> problems = new ArrayList<>();
        if (!exist(spec)) {
            return problems;
        }
        WebhookConditions all = of(spec);
        for (int i = 0; i < all.conditions.size(); i++) {
            JsonPointer here = at.append(CONDITIONS).appendIndex(i);
            JsonNode condition = all.conditions.get(i);
            if (condition.path("name").asText("").isEmpty()) {
                problems.add(Problem.invalid(here, "Required value: name", "Name the condition"));
            }
            try {
                CelType type = all.environment
                        .compile(condition.path("expression").asText(""))
                        .type();
                if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
                    problems.add(Problem.invalid(
                            here.appendProperty("expression"), "must evaluate to bool", "Write a condition"));
                }
            } catch (CelException e) {
                problems.add(Problem.invalid(
                        here.appendProperty("expression"),
                        "the expression does not compile: " + e.getMessage(),
                        "The variables are object, oldObject and request; there is no cluster to authorize anybody"));
            }
        }
        return problems;
    }

    /**
     * Whether all conditions hold. One that is false decides even where another one fails.
     *
     * @throws CelException when none is false and one cannot be decided
     */
    public boolean hold(JsonNode object, JsonNode request) throws CelException {
        Map<String, Object> scope = Map.of(
                "object", CelValues.of(object),
                "oldObject", CelValues.nothing(),
                "request", CelValues.of(request));
        CelBudget budget = CelBudget.standard();
        CelException undecided = null;
        for (JsonNode condition : conditions) {
            try {
                if (!environment.compile(condition.path("expression").asText()).test(scope, budget)) {
                    return false;
                }
            } catch (CelException e) {
                undecided = e;
            }
        }
        if (undecided != null) {
            throw undecided;
        }
        return true;
    }
}
