package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelValues;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageValidatingTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void generatedExpressions() {
        KyvernoTables.run("autogen-ivpol-rewrite", Map.of(), row -> Rewrite.expression(
                        row.path("expr").asText(), row.path("config").asText().equals("cronjobs"))
                .equals(row.path("want").asText()));
    }

    @Test
    void generatedPolicies() {
        KyvernoTables.run(
                "autogen-ivpol-can",
                Map.of(),
                row -> Rewrite.possible(constraints(row.path("match")))
                        == row.path("want").asBoolean());
    }

    /** The table nests rules as Go's types do. */
    private static JsonNode constraints(JsonNode match) {
        if (!match.isObject()) {
            return match;
        }
        ObjectNode flat = match.deepCopy();
        for (String list : List.of("resourceRules", "excludeResourceRules")) {
            if (flat.has(list)) {
                var rules = JSON.createArrayNode();
                for (JsonNode rule : match.path(list)) {
                    ObjectNode one = rules.addObject();
                    JsonNode inner = rule.at("/ruleWithOperations/rule");
                    one.set("apiGroups", inner.path("aPIGroups"));
                    one.set("apiVersions", inner.path("aPIVersions"));
                    one.set("resources", inner.path("resources"));
                    if (rule.has("resourceNames")) {
                        one.set("resourceNames", rule.get("resourceNames"));
                    }
                }
                flat.set(list, rules);
            }
        }
        return flat;
    }

    @Test
    void images() {
        PolicyCel cel = new PolicyCel(false, new Companions(List.of()));
        KyvernoTables.run("ivpol-image-extractors", Map.of(), row -> {
            JsonNode request = row.path("request");
            JsonNode object = request.path("object").isObject() ? request.path("object") : request.path("oldObject");
            Map<String, List<JsonPointer>> builtIn = row.path("gvr").isObject()
                    ? ImageLists.builtIn(
                            row.at("/gvr/group").asText(),
                            row.at("/gvr/version").asText(),
                            row.at("/gvr/resource").asText(),
                            object)
                    : Map.of();
            Map<String, Object> scope = new HashMap<>(Map.of("request", CelValues.of(request.path("request"))));
            try {
                Map<String, List<String>> images =
                        ImageLists.of(builtIn, object, row.path("imageExtractor"), cel, scope);
                return !row.path("wantErr").asBoolean()
                        && JSON.valueToTree(images).equals(row.path("wantResult"));
            } catch (io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction.Failure e) {
                return row.path("wantErr").asBoolean();
            }
        });
    }

    @Test
    void required() {
        KyvernoTables.run("ivpol-required", Map.of(), row -> {
            Evidence evidence = new Evidence();
            row.path("records")
                    .forEach(r -> evidence.record(r.get(0).asText(), r.get(1).asBoolean()));
            List<String> images = new ArrayList<>();
            row.path("matchedImages").forEach(image -> images.add(image.asText()));
            Optional<String> missing = evidence.missing(row.path("required").asBoolean(true), images);
            String wanted = row.path("wantErrorContains").asText("");
            return row.path("wantErrorContains").isNull()
                    ? missing.isEmpty()
                    : missing.isPresent() && missing.get().contains(wanted);
        });
    }
}
