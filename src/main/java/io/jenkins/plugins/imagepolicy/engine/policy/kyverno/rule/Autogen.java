package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.KindSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules that Kyverno generates for pod controllers from rules about pods (Kyverno pkg/autogen/v1). */
public final class Autogen {
    /** All controllers, in the order in which Kyverno lists them. */
    public static final List<String> CONTROLLERS =
            List.of("DaemonSet", "Deployment", "Job", "StatefulSet", "ReplicaSet", "ReplicationController", "CronJob");

    private static final String ANNOTATION = "pod-policies.kyverno.io/autogen-controllers";
    private static final Map<String, String> API_KINDS = Map.of(
            "DaemonSet",
            "apps/v1/DaemonSet",
            "Deployment",
            "apps/v1/Deployment",
            "Job",
            "batch/v1/Job",
            "StatefulSet",
            "apps/v1/StatefulSet",
            "ReplicaSet",
            "apps/v1/ReplicaSet",
            "ReplicationController",
            "v1/ReplicationController",
            "CronJob",
            "batch/v1/CronJob");
    private static final int LONGEST_NAME = 63;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Autogen() {}

    /** The policy's rules and the generated ones, each with a name of its own. */
    public static List<JsonNode> rules(JsonNode policy) {
        List<JsonNode> written = new ArrayList<>();
        policy.path("spec").path("rules").forEach(written::add);
        Set<String> controllers = chosen(policy);
        if (controllers.isEmpty()) {
            return written;
        }
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode rule : written) {
            if (!isGenerated(rule.path("name").asText())) {
                rules.add(rule);
            }
        }
        for (JsonNode rule : List.copyOf(rules)) {
            generate(rule, controllers, rules);
        }
        return rules;
    }

    private static void generate(JsonNode rule, Set<String> controllers, List<JsonNode> rules) {
        if (!aboutPods(rule)) {
            return;
        }
        Set<String> others = new TreeSet<>(controllers);
        others.remove("CronJob");
        if (!others.isEmpty()) {
            List<String> kinds = others.stream().map(API_KINDS::get).toList();
            rules.add(rewritten(rule, "autogen", kinds, "spec.template", false));
        }
        if (controllers.contains("CronJob")) {
            rules.add(rewritten(
                    rule, "autogen-cronjob", List.of("batch/v1/CronJob"), "spec.jobTemplate.spec.template", true));
        }
    }

    /** Whether the rule's kinds, and those of its exclusions if there are any, are about pods. */
    private static boolean aboutPods(JsonNode rule) {
        Set<String> matched = kinds(rule.path("match"));
        Set<String> excluded = kinds(rule.path("exclude"));
        return matched.contains("Pod") && (excluded.isEmpty() || excluded.contains("Pod"));
    }

    public static boolean isGenerated(String name) {
        return name.startsWith("autogen-");
    }

    public static String name(String prefix, String rule) {
        String name = prefix + "-" + rule;
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static JsonNode rewritten(
            JsonNode rule, String prefix, List<String> kinds, String template, boolean everyFilter) {
        ObjectNode copy;
        try {
            String text = rule.toString()
                    .replace("request.object.spec", "request.object." + template + ".spec")
                    .replace("request.oldObject.spec", "request.oldObject." + template + ".spec")
                    .replace("request.object.metadata", "request.object." + template + ".metadata")
                    .replace("request.oldObject.metadata", "request.oldObject." + template + ".metadata");
            copy = (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A rule that was JSON is JSON", e);
        }
        copy.put("name", name(prefix, rule.path("name").asText()));
        copy.remove("imageExtractors");
        for (String side : List.of("match", "exclude")) {
            for (JsonNode block : blocks(copy.path(side))) {
                replaceKinds(block.path("resources"), kinds, everyFilter);
            }
        }
        return copy;
    }

    private static void replaceKinds(JsonNode resources, List<String> kinds, boolean everyFilter) {
        if (!(resources instanceof ObjectNode object) || resources.path("kinds").isEmpty()) {
            return;
        }
        if (everyFilter || kindNames(resources.path("kinds")).contains("Pod")) {
            ArrayNode replaced = JsonNodeFactory.instance.arrayNode();
            kinds.forEach(replaced::add);
            object.set("kinds", replaced);
        }
    }

    private static List<JsonNode> blocks(JsonNode side) {
        List<JsonNode> blocks = new ArrayList<>();
        if (side.isObject()) {
            side.path("any").forEach(blocks::add);
            side.path("all").forEach(blocks::add);
            blocks.add(side);
        }
        return blocks;
    }

    private static Set<String> kinds(JsonNode side) {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode block : blocks(side)) {
            kinds.addAll(kindNames(block.path("resources").path("kinds")));
        }
        return kinds;
    }

    private static List<String> kindNames(JsonNode kinds) {
        List<String> names = new ArrayList<>();
        kinds.forEach(kind -> names.add(KindSelector.apiVersionAndKind(kind.asText())[1]));
        return names;
    }

    /** The controllers that rules are generated for: those that the policy may have and its annotation asks for. */
    static Set<String> chosen(JsonNode policy) {
        Set<String> possible = new TreeSet<>(possible(policy));
        JsonNode annotation = policy.path("metadata").path("annotations").path(ANNOTATION);
        String wanted = annotation.asText("");
        if (possible.isEmpty()
                || wanted.isEmpty()
                || Arrays.asList(wanted.split(",")).contains("all")) {
            return possible;
        }
        if (wanted.equals("none")) {
            return Set.of();
        }
        Set<String> named = new TreeSet<>();
        for (String controller : wanted.split(",")) {
            if (CONTROLLERS.contains(controller.strip())) {
                named.add(controller.strip());
            }
        }
        return named;
    }

    /** The controllers that rules could be generated for; empty when some rule speaks of more than pods as such. */
    static List<String> possible(JsonNode policy) {
        boolean needed = false;
        for (JsonNode rule : policy.path("spec").path("rules")) {
            boolean patches = rule.path("mutate").has("patchesJson6902");
            for (JsonNode each : rule.path("mutate").path("foreach")) {
                patches |= each.has("patchesJson6902");
            }
            if (patches || rule.has("generate") && !rule.path("generate").isNull()) {
                return List.of();
            }
            for (String side : List.of("match", "exclude")) {
                for (JsonNode block : blocks(rule.path(side))) {
                    if (isSpecific(block.path("resources"))) {
                        return List.of();
                    }
                    for (String kind : kindNames(block.path("resources").path("kinds"))) {
                        needed |= kind.equals("Pod") || CONTROLLERS.contains(kind);
                    }
                }
            }
        }
        return needed ? CONTROLLERS : List.of();
    }

    private static boolean isSpecific(JsonNode resources) {
        List<String> kinds = kindNames(resources.path("kinds"));
        return !resources.path("name").asText().isEmpty()
                || !resources.path("names").isEmpty()
                || resources.path("selector").isObject()
                || !resources.path("annotations").isEmpty()
                || kinds.contains("Pod") && kinds.size() > 1;
    }
}
