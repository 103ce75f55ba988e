package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies that Kyverno generates for pod controllers from a policy about pods (Kyverno pkg/cel/autogen). */
final class Rewrite {
    /** Controllers with {@code spec.template}, by resource. */
    private static final List<String> TEMPLATED =
            List.of("deployments", "daemonsets", "statefulsets", "replicasets", "jobs");

    private static final Pattern PATH = Pattern.compile("\\b(object|oldObject)\\.(spec|metadata)\\b(\\.namespace\\b)?");

    private Rewrite() {}

    /** Whether the constraints are about pods and nothing else, so that policies for controllers are generated. */
    static boolean possible(JsonNode constraints) {
        if (!constraints.isObject()
                || constraints.path("resourceRules").size() != 1
                || !constraints.path("excludeResourceRules").isEmpty()
                || !constraints.path("objectSelector").isEmpty()) {
            return false;
        }
        JsonNode rule = constraints.path("resourceRules").get(0);
        return rule.path("resourceNames").isEmpty()
                && only(rule.path("apiGroups"), "")
                && only(rule.path("apiVersions"), "v1")
                && only(rule.path("resources"), "pods");
    }

    private static boolean only(JsonNode list, String value) {
        return list.size() == 1 && list.get(0).asText().equals(value);
    }

    /** An expression about pods as one about what a controller carries; the controller's own namespace stays. */
    static String expression(String text, boolean cronJobs) {
        String template = cronJobs ? "spec.jobTemplate.spec.template" : "spec.template";
        Matcher matcher = PATH.matcher(text);
        StringBuilder rewritten = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            boolean namespace = matcher.group(2).equals("metadata") && matcher.group(3) != null;
            rewritten.append(text, at, matcher.start());
            rewritten.append(
                    namespace
                            ? matcher.group()
                            : matcher.group(1) + "." + template + "." + matcher.group(2)
                                    + (matcher.group(3) == null ? "" : matcher.group(3)));
            at = matcher.end();
        }
        return rewritten.append(text.substring(at)).toString();
    }

    /** The policy's spec for the controllers of one resource; empty when none is generated. */
    static Optional<ObjectNode> spec(JsonNode spec, String group, String version, String resource) {
        boolean cronJobs = resource.equals("cronjobs");
        String wanted = cronJobs || resource.equals("jobs") ? "batch" : "apps";
        if (!possible(spec.path("matchConstraints"))
                || !cronJobs && !TEMPLATED.contains(resource)
                || !group.equals(wanted)
                || !version.equals("v1")) {
            return Optional.empty();
        }
        JsonNode controllers = spec.at("/autogen/podControllers/controllers");
        if (spec.path("autogen").has("podControllers")
                && controllers.isArray()
                && controllers.valueStream().noneMatch(c -> c.asText().equals(resource))) {
            return Optional.empty();
        }
        ObjectNode copy = spec.deepCopy();
        ObjectNode rule = (ObjectNode) copy.at("/matchConstraints/resourceRules/0");
        ((ArrayNode) rule.get("apiGroups")).removeAll().add(wanted);
        ((ArrayNode) rule.get("resources")).removeAll().add(resource);
        for (String list : List.of("matchConditions", "variables", "validations", "images", "auditAnnotations")) {
            for (JsonNode item : copy.path(list)) {
                for (String field : List.of("expression", "messageExpression", "valueExpression")) {
                    if (item.path(field).isTextual()) {
                        ((ObjectNode) item)
                                .put(field, expression(item.path(field).textValue(), cronJobs));
                    }
                }
            }
        }
        return Optional.of(copy);
    }

    /** Every spec that a policy is made of: its own and those that could be generated. */
    static List<JsonNode> all(JsonNode spec) {
        List<JsonNode> all = new ArrayList<>(List.of(spec));
        TEMPLATED.forEach(resource -> spec(spec, resource.equals("jobs") ? "batch" : "apps", "v1", resource)
                .ifPresent(all::add));
        spec(spec, "batch", "v1", "cronjobs").ifPresent(all::add);
        return all;
    }
}
