package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Rows of the table of Kyverno's constructs as whole policies. */
final class KyvernoRows {
    private KyvernoRows() {}

    private static ObjectNode resource(String apiVersion, String kind) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("apiVersion", apiVersion).put("kind", kind);
        policy.putObject("metadata").put("name", "row");
        return policy;
    }

    /** One rule {@code r} about Pods, whose item enforces for all images unless the row says otherwise. */
    static ObjectNode clusterPolicy(JsonNode row) {
        ObjectNode policy = resource("kyverno.io/v1", "ClusterPolicy");
        ObjectNode spec = policy.putObject("spec");
        add(spec, row.path("policy"));
        ObjectNode rule = spec.putArray("rules").addObject().put("name", "r");
        rule.putObject("match")
                .putArray("any")
                .addObject()
                .putObject("resources")
                .putArray("kinds")
                .add("Pod");
        add(rule, row.path("rule"));
        ObjectNode item = rule.putArray("verifyImages").addObject().put("failureAction", "Enforce");
        item.putArray("imageReferences").add("*");
        add(item, row.path("item"));
        return policy;
    }

    static ObjectNode imageValidatingPolicy(JsonNode row) {
        ObjectNode policy = resource("policies.kyverno.io/v1", "ImageValidatingPolicy");
        ObjectNode spec = policy.putObject("spec");
        if (!row.at("/cel/evaluation/mode").asText().equals("JSON")) {
            ObjectNode rule =
                    spec.putObject("matchConstraints").putArray("resourceRules").addObject();
            rule.putArray("apiGroups").add("");
            rule.putArray("apiVersions").add("v1");
            rule.putArray("operations").add("CREATE");
            rule.putArray("resources").add("pods");
        }
        add(spec, row.path("cel"));
        return policy;
    }

    private static void add(ObjectNode to, JsonNode fields) {
        fields.properties().forEach(field -> to.set(field.getKey(), field.getValue()));
    }
}
