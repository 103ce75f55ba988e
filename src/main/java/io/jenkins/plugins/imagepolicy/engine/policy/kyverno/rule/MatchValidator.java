package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.List;
import java.util.Set;

/** The checks of {@code match} and {@code exclude}. */
final class MatchValidator {
    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace",
            "Node",
            "PersistentVolume",
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "StorageClass",
            "PriorityClass",
            "IngressClass");

    private final boolean namespaced;
    private final JsonNode rule;
    private final JsonPointer at;
    private final List<Problem> problems;

    MatchValidator(boolean namespaced, JsonNode rule, JsonPointer at, List<Problem> problems) {
        this.namespaced = namespaced;
        this.rule = rule;
        this.at = at;
        this.problems = problems;
    }

    void validate() {
        side("match");
        side("exclude");
        JsonNode match = rule.path("match");
        if (match.isEmpty()) {
            problem(at.appendProperty("match"), "match cannot be empty", "Say which kinds the rule is about");
        } else if (match.equals(rule.path("exclude"))) {
            problem(at.appendProperty("exclude"), "Rule is matching an empty set", "Exclude less than is matched");
        }
    }

    private void side(String name) {
        JsonNode side = rule.path(name);
        JsonPointer here = at.appendProperty(name);
        if (!side.path("any").isEmpty() && !side.path("all").isEmpty()) {
            problem(here, "Can't specify any and all together", "Keep one of any and all");
        }
        for (String list : List.of("any", "all")) {
            for (int i = 0; i < side.path(list).size(); i++) {
                block(side.path(list).get(i), here.appendProperty(list).appendIndex(i), name);
            }
        }
        if (side.path("any").isEmpty() && side.path("all").isEmpty() && !side.isEmpty()) {
            block(side, here, name);
        }
        texts(side, here);
    }

    private void block(JsonNode block, JsonPointer here, String name) {
        JsonNode resources = block.path("resources");
        JsonPointer where = here.appendProperty("resources");
        if (name.equals("match") && block.isEmpty()) {
            problem(here, "match cannot be empty", "Say which kinds the rule is about");
        }
        if (!resources.path("name").asText().isEmpty()
                && !resources.path("names").isEmpty()) {
            problem(where, "Both name and names can not be specified together", "Write names");
        }
        for (String selector : List.of("selector", "namespaceSelector")) {
            JsonNode labels = resources.path(selector);
            if (labels.isObject()
                    && labels.path("matchLabels").isEmpty()
                    && labels.path("matchExpressions").isEmpty()) {
                problem(
                        where.appendProperty(selector),
                        "The requirements are not specified in selector",
                        "Add matchLabels or matchExpressions, or remove it");
            }
        }
        kinds(resources.path("kinds"), where.appendProperty("kinds"), name);
        if (namespaced && !resources.path("namespaces").isEmpty()) {
            problem(
                    where.appendProperty("namespaces"),
                    "a namespaced policy can not filter by namespaces",
                    "Remove namespaces; a Policy is about its own namespace alone");
        }
    }

    private void kinds(JsonNode kinds, JsonPointer here, String name) {
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i).asText();
            if (name.equals("match") && kind.equals("*") && rule.hasNonNull("verifyImages")) {
                problem(
                        here.appendIndex(i),
                        "wildcard policy does not support rule type",
                        "Name the kinds, for example Pod");
            }
            if (namespaced && CLUSTER_SCOPED.contains(kind.substring(kind.lastIndexOf('/') + 1))) {
                problem(
                        here.appendIndex(i),
                        "a namespaced policy can not be about the cluster-scoped kind " + kind,
                        "Write kind: ClusterPolicy");
            }
        }
    }

    private void texts(JsonNode node, JsonPointer here) {
        if (node.isTextual() && Variables.isVariable(node.textValue())) {
            problem(here, "variables are not allowed in match and exclude", "Use preconditions");
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            texts(node.get(i), here.appendIndex(i));
        }
        node.properties().forEach(field -> texts(field.getValue(), here.appendProperty(field.getKey())));
    }

    private void problem(JsonPointer where, String message, String remedy) {
        problems.add(Problem.invalid(where, message, remedy));
    }
}
