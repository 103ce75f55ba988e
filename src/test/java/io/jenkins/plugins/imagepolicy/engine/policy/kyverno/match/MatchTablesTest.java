package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchTablesTest {

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Target target(JsonNode resource, Requester requester, String operation) {
        return new Target(
                resource,
                ResourceKind.of(
                        resource.path("apiVersion").asText(),
                        resource.path("kind").asText()),
                resource.at("/metadata/namespace").asText(),
                Optional.of(Map.of()),
                operation,
                requester);
    }

    @Test
    void kinds() {
        KyvernoTables.run("kind-selector-parse", Map.of(), row -> {
            KindSelector selector = KindSelector.parse(row.path("input").asText());
            JsonNode want = row.path("want");
            return selector.equals(new KindSelector(
                    want.path("group").asText(),
                    want.path("version").asText(),
                    want.path("kind").asText(),
                    want.path("subresource").asText()));
        });
        KyvernoTables.run("kind-match", Map.of(), row -> {
            JsonNode gvk = row.path("gvk");
            ResourceKind kind = new ResourceKind(
                    gvk.path("group").asText(),
                    gvk.path("version").asText(),
                    gvk.path("kind").asText(),
                    row.path("subresource").asText());
            boolean ephemeral = row.path("allowEphemeralContainers").asBoolean();
            return texts(row.path("kinds")).stream()
                            .anyMatch(k -> KindSelector.parse(k).matches(kind, ephemeral))
                    == row.path("want").asBoolean();
        });
        KyvernoTables.run("kind-from-gvk", Map.of(), row -> {
            String[] parts = KindSelector.apiVersionAndKind(row.path("input").asText());
            return parts[0].equals(row.at("/want/apiVersion").asText())
                    && parts[1].equals(row.at("/want/kind").asText());
        });
    }

    @Test
    void namesAndNamespaces() {
        KyvernoTables.run(
                "name-match",
                Map.of(),
                row -> Wildcard.matches(
                                row.path("expected").asText(),
                                row.path("actual").asText())
                        == row.path("want").asBoolean());
        KyvernoTables.run(
                "namespace-match",
                Map.of(),
                row -> ResourceFilter.inNamespaces(
                                row.path("namespaces"), target(row.path("resource"), Requester.NOBODY, "CREATE"))
                        == row.path("want").asBoolean());
    }

    @Test
    void labelsAndAnnotations() {
        KyvernoTables.run(
                "annotations-match",
                Map.of(),
                row -> ResourceFilter.annotationsMatch(row.path("expected"), LabelSelector.texts(row.path("actual")))
                        == row.path("want").asBoolean());
        KyvernoTables.run("label-selector-match", Map.of(), row -> {
            try {
                return LabelSelector.matches(row.path("selector"), LabelSelector.texts(row.path("labels")), true)
                        == row.path("want").asBoolean();
            } catch (MatchException e) {
                return row.path("wantError").asBoolean();
            }
        });
    }

    @Test
    void subjects() {
        KyvernoTables.run("subjects-match", Map.of(), row -> {
            Requester requester = new Requester(
                    row.at("/userInfo/username").asText(), texts(row.at("/userInfo/groups")), List.of(), List.of());
            return requester.isOneOf(row.path("ruleSubjects"))
                    == row.path("want").asBoolean();
        });
    }

    @Test
    void matchAndExclude() {
        KyvernoTables.run("match-exclude", Map.of(), row -> {
            JsonNode info = row.path("admissionInfo");
            Requester requester = new Requester(
                    info.at("/userInfo/username").asText(),
                    texts(info.at("/userInfo/groups")),
                    texts(info.path("roles")),
                    texts(info.path("clusterRoles")));
            ObjectNode resource = row.path("resource").deepCopy();
            boolean all = true;
            for (JsonNode rule : row.path("policy").path("spec").path("rules")) {
                RuleMatch match = new RuleMatch(rule.path("match"), rule.path("exclude"));
                all &= match.matches(target(
                                resource, requester, row.path("operation").asText()))
                        == row.path("wantMatched").asBoolean();
            }
            return all;
        });
    }
}
