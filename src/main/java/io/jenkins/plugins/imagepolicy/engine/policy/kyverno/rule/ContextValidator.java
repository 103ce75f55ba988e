package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.List;
import java.util.Set;

/** The checks of a rule's {@code context}; what needs a cluster is unsupported. */
final class ContextValidator {
    private static final Set<String> RESERVED =
            Set.of("images", "request", "serviceAccountName", "serviceAccountNamespace", "element", "elementIndex");
    private static final List<String> KINDS =
            List.of("configMap", "apiCall", "imageRegistry", "variable", "globalReference");

    private final List<Problem> problems;

    ContextValidator(List<Problem> problems) {
        this.problems = problems;
    }

    void validate(JsonNode rule, JsonPointer at) {
        for (int i = 0; i < rule.path("context").size(); i++) {
            entry(rule.path("context").get(i), at.appendProperty("context").appendIndex(i));
        }
    }

    private void entry(JsonNode entry, JsonPointer at) {
        String name = entry.path("name").asText();
        if (name.isEmpty()) {
            problem(at, "a name is required for context entries", "Add name:");
        }
        for (String reserved : RESERVED) {
            if (name.equals(reserved) || name.startsWith(reserved + ".")) {
                problem(
                        at.appendProperty("name"),
                        "entry name " + name + " is invalid as it conflicts with a pre-defined variable " + reserved,
                        "Choose another name");
            }
        }
        List<String> kinds = KINDS.stream().filter(entry::hasNonNull).toList();
        if (kinds.size() != 1) {
            problem(
                    at,
                    "exactly one of configMap or apiCall or imageRegistry or variable or globalReference is required for"
                            + " context entries",
                    kinds.isEmpty() ? "Add one of them" : "Keep one of " + String.join(", ", kinds));
            return;
        }
        String kind = kinds.get(0);
        JsonPointer here = at.appendProperty(kind);
        switch (kind) {
            case "configMap" -> {
                if (entry.path(kind).path("name").asText().isEmpty()) {
                    problem(here, "a name is required for configMap context entry", "Add name:");
                }
            }
            case "apiCall" ->
                problems.add(Problem.unsupported(
                        here,
                        "an API call needs a cluster, which the gate does not have",
                        "Give what it would answer as a ConfigMap beside the policy, and refer to that"));
            case "globalReference" ->
                problems.add(Problem.unsupported(
                        here,
                        "a global context entry needs a cluster, which the gate does not have",
                        "Give its content as a ConfigMap beside the policy, and refer to that"));
            case "imageRegistry" -> {
                if (entry.path(kind).path("reference").asText().isEmpty()) {
                    problem(here, "a ref is required for imageRegistry context entry", "Add reference:");
                }
            }
            default -> {
                JsonNode variable = entry.path(kind);
                if (!variable.has("value") && variable.path("jmesPath").asText().isEmpty()) {
                    problem(here, "a variable must define a value or a jmesPath expression", "Add value: or jmesPath:");
                }
            }
        }
    }

    private void problem(JsonPointer at, String message, String remedy) {
        problems.add(Problem.invalid(at, message, remedy));
    }
}
