package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTablesTest {
    @Test
    void loadValidation() {
        KyvernoTables.run("verifyimages-load-validation", Map.of(), row -> {
            List<Problem> problems = ItemValidator.validate(
                    row.path("verifyImagesItem"),
                    row.path("isAuditFailureAction").asBoolean(),
                    JsonPointer.empty());
            boolean all = problems.size() == row.path("wantErrors").size();
            for (JsonNode wanted : row.path("wantErrors")) {
                all &= problems.stream().anyMatch(p -> p.message().contains(wanted.asText()));
            }
            return all;
        });
    }

    @Test
    void autogenControllers() {
        KyvernoTables.run("autogen-cpol-can", Map.of(), row -> {
            Set<String> wanted = new HashSet<>();
            row.path("wantControllers").forEach(controller -> wanted.add(controller.asText()));
            wanted.remove("none");
            return wanted.equals(new HashSet<>(Autogen.possible(row.path("policy"))));
        });
    }

    @Test
    void autogenNames() {
        KyvernoTables.run(
                "autogen-cpol-names",
                Map.of(),
                row -> row.path("expected").isBoolean()
                        ? Autogen.isGenerated(row.path("ruleName").asText())
                                == row.path("expected").asBoolean()
                        : Autogen.name(
                                        row.path("prefix").asText(),
                                        row.path("ruleName").asText())
                                .equals(row.path("expected").asText()));
    }

    @Test
    void autogenRules() throws Exception {
        JsonNode table =
                KyvernoTables.read(KyvernoTables.CASES.resolve("kyverno/tables/autogen-cpol-compute-rules.json"));
        JsonNode policy = Documents.read(
                        new SourceText("policy.yaml", table.path("policyYaml").asText()))
                .get(0)
                .content();
        Map<String, JsonNode> actual = new java.util.TreeMap<>();
        Autogen.rules(policy).forEach(rule -> actual.put(rule.path("name").asText(), rule));
        List<String> missing = new ArrayList<>();
        for (JsonNode rule : table.path("expected")) {
            JsonNode found = actual.get(rule.path("name").asText());
            if (found == null
                    || !found.at("/match/resources/kinds").equals(rule.at("/matchResources/resourceDescription/kinds"))
                    || !found.path("verifyImages")
                            .toString()
                            .equals(rule.path("verifyImages").toString())) {
                missing.add(rule.path("name").asText() + " " + found);
            }
        }
        System.out.println(
                "kyverno table autogen-cpol-compute-rules: " + (missing.isEmpty() ? "1/1" : "0/1 " + missing));
        assertThat(missing).isEmpty();
    }

    @Test
    void splitsKeys() {
        KyvernoTables.run("splitpem-expand", Map.of(), row -> {
            String pem = row.path("publicKeys").isTextual()
                    ? row.path("publicKeys")
                            .asText()
                            .replace("<PEM>", "-----BEGIN PUBLIC KEY-----\nYQ==\n-----END PUBLIC KEY-----\n")
                    : null;
            int entries = pem == null ? 0 : KeyBlocks.split(pem).size();
            return entries + row.path("otherEntries").size()
                    == row.path("wantEntries").asInt();
        });
    }
}
