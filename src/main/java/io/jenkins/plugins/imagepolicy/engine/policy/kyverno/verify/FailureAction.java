package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.LabelSelector;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.MatchException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.Target;
import java.util.Map;

/** Whether a failed rule refuses the image or is only reported. */
final class FailureAction {
    private FailureAction() {}

    /** The rule's items before the policy's overrides before its own action; {@code Audit} where nothing is said. */
    static PolicyMode of(JsonNode rule, JsonNode spec, Target target) {
        String first = "";
        for (JsonNode item : rule.path("verifyImages")) {
            String action = item.path("failureAction").asText("");
            if (action.equalsIgnoreCase("Enforce")) {
                return PolicyMode.ENFORCE;
            }
            first = first.isEmpty() ? action : first;
        }
        if (!first.isEmpty()) {
            return PolicyMode.WARN;
        }
        for (JsonNode override : spec.path("validationFailureActionOverrides")) {
            if (covers(override, target)) {
                return mode(override.path("action").asText());
            }
        }
        return mode(spec.path("validationFailureAction").asText("Audit"));
    }

    private static PolicyMode mode(String action) {
        return action.equalsIgnoreCase("Enforce") ? PolicyMode.ENFORCE : PolicyMode.WARN;
    }

    /** Where the labels of the namespace are not known, an override that would only report does not count. */
    private static boolean covers(JsonNode override, Target target) {
        boolean named = override.path("namespaces").isEmpty();
        for (JsonNode pattern : override.path("namespaces")) {
            named |= Wildcard.matches(pattern.asText(), target.namespace());
        }
        if (!named || !override.path("namespaceSelector").isObject()) {
            return named;
        }
        if (target.namespaceLabels().isEmpty()) {
            return mode(override.path("action").asText()) == PolicyMode.ENFORCE;
        }
        Map<String, String> labels = target.namespaceLabels().get();
        try {
            return LabelSelector.matches(override.path("namespaceSelector"), labels, false);
        } catch (MatchException e) {
            return mode(override.path("action").asText()) == PolicyMode.ENFORCE;
        }
    }
}
