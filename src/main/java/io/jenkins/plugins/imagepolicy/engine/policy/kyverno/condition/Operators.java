package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** The operators of conditions. What an operator has no meaning for is false, whichever way it asks. */
public final class Operators {
    /** What the resource definition accepts. */
    public static final List<String> ALLOWED = List.of(
            "AnyIn",
            "AllIn",
            "AnyNotIn",
            "AllNotIn",
            "Equals",
            "NotEquals",
            "GreaterThan",
            "GreaterThanOrEquals",
            "LessThan",
            "LessThanOrEquals",
            "DurationGreaterThan",
            "DurationGreaterThanOrEquals",
            "DurationLessThan",
            "DurationLessThanOrEquals",
            "In",
            "NotIn");

    private Operators() {}

    /** Whether {@code key operator value} holds; key and value have their variables replaced. */
    public static boolean holds(JsonNode key, String operator, JsonNode value) {
        if (key.isNull() || key.isMissingNode()) {
            return false;
        }
        return switch (operator.toLowerCase(Locale.ROOT)) {
            case "equals", "equal" -> Equality.equal(key, value);
            case "notequals", "notequal" -> !Equality.equal(key, value);
            case "in" -> Membership.in(key, value);
            case "notin" -> Membership.notIn(key, value);
            case "anyin" -> Membership.anyIn(key, value);
            case "allin" -> Membership.allIn(key, value);
            case "anynotin" -> Membership.anyNotIn(key, value);
            case "allnotin" -> Membership.allNotIn(key, value);
            default ->
                operator.startsWith("Duration")
                        ? Ordering.durationsHold(key, operator.substring("Duration".length()), value)
                        : Ordering.holds(key, operator, value);
        };
    }
}
