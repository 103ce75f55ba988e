package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.Judgement;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguage;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyTextException;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole decisions with the real languages: policy, manifest, image configuration; and policy texts on given inputs. */
class PipelineTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void pipelines() {
        JsonNode cases = CipTables.json("pipeline/expected.json").path("cases");
        CipTables.run("pipelines", cases, Map.of(), row -> {
            PolicySet set = Policies.load(CipTables.text(row.path("policy").asText()));
            assertThat(Policies.errors(set)).isEmpty();
            Candidate candidate = candidate(row);
            PolicyResult result = Policies.judge(set.policies().get(0), candidate, Fakes.judging(null));
            boolean allowed = row.path("decision").asText().equals("allow");
            assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(allowed ? Verdict.PASS : Verdict.FAIL);
            for (JsonNode part : row.path("errorContains")) {
                assertThat(Policies.messages(result)).contains(part.asText());
            }
            JsonNode input = result.explanation().path("policies").get(0).path("input");
            assertThat(JSON.readTree(input.toString()))
                    .isEqualTo(JSON.readTree(row.path("policyInput").toString()));
        });
    }

    private static Candidate candidate(JsonNode row) throws Exception {
        ImageReference reference = Fakes.parse(row.path("image").asText());
        Fakes.MemoryRepository repository = new Fakes.MemoryRepository(reference.repository());
        Candidate bare = Fakes.candidate(row.path("image").asText());
        if (row.path("imageConfig").isTextual()) {
            List<Manifest> platforms = new ArrayList<>();
            for (JsonNode config : CipTables.json(row.path("imageConfig").asText())) {
                platforms.add(repository.image(config.toString()));
            }
            Manifest index = repository.index(platforms.toArray(Manifest[]::new));
            bare = Fakes.candidate(reference.repository() + "@" + index.digest(), repository, index);
        }
        return Fakes.in(bare, CipTables.text(row.path("resource").asText()));
    }

    /** The same decision when the policy's text stands in a ConfigMap; upstream's demands another user than the image has. */
    @Test
    void policyFromAConfigMap() throws Exception {
        String policy = CipTables.text("cip-validation/upstream-e2e/cip-config-file-policy-from-configmap.yaml");
        String text = CipTables.text("pipeline/cue-policy-config.cue");
        ObjectNode row = JSON.createObjectNode()
                .put("image", "ghcr.io/sigstore/timestamp-server@sha256:" + "0".repeat(64))
                .put("imageConfig", "pipeline/timestamp-server-config.json")
                .put("resource", "pipeline/job.yaml");
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: policy-config, namespace: cosign-system}\n"
                + "data:\n  policy: |\n";
        for (String user : List.of("65530", "65532")) {
            PolicySet set =
                    Policies.load(policy, map + text.replace("65530", user).indent(4));
            assertThat(set.diagnostics().stream().filter(d -> d.isError())).isEmpty();
            PolicyResult result = Policies.judge(set.policies().get(0), candidate(row), Fakes.judging(null));
            assertThat(result.verdict())
                    .as(Policies.messages(result))
                    .isEqualTo(user.equals("65532") ? Verdict.PASS : Verdict.FAIL);
        }
    }

    @Test
    void policyTexts() {
        for (String file : List.of("upstream-cosign.json", "catalog-attestations.json", "catalog-images.json")) {
            JsonNode table = CipTables.json("policy-eval/" + file);
            JsonNode rows = table.isArray() ? table : table.path("cases");
            CipTables.run("policy texts of " + file, rows, Map.of(), row -> {
                JsonNode engine = row.path("engine");
                Judgement judgement =
                        judge(row.path("language").asText(), row.path("policy").asText(), row.path("input"));
                assertThat(judgement.code().isEmpty())
                        .as(judgement.error())
                        .isEqualTo(engine.path("compliant").asBoolean());
                assertThat(judgement.warning())
                        .isEqualTo(engine.path("warning").asText("").replace("null", ""));
                if (row.path("expect").path("errorContains").isTextual()) {
                    String expected = row.path("expect").path("errorContains").asText();
                    assertThat(judgement.error())
                            .contains(expected.replaceFirst(
                                    "^failed evaluating (cue|rego) policy for .*?: (?=failed|policy is)", ""));
                } else if (row.path("language").asText().equals("rego")
                        && engine.path("error").isTextual()) {
                    assertThat(judgement.error()).isEqualTo(engine.path("error").asText());
                }
            });
        }
    }

    @Test
    void text4shell() {
        JsonNode rows = CipTables.json("policy-eval/text4shell/expected.json").path("cases");
        JsonNode bom = CipTables.json("policy-eval/text4shell/bom.json");
        CipTables.run("text4shell", rows, Map.of(), row -> {
            ObjectNode statement = JsonNodeFactory.instance.objectNode();
            statement
                    .put("_type", "https://in-toto.io/Statement/v0.1")
                    .put("predicateType", "https://cyclonedx.org/bom");
            statement.putArray("subject");
            if (row.path("id").asText().contains("t4-1")) {
                statement.set("predicate", bom);
            } else {
                statement.putObject("predicate").put("Timestamp", "").set("Data", bom);
            }
            // the published resource dates from before identities were demanded
            assertThat(Policies.errors(
                            Policies.load(CipTables.text(row.path("policyFile").asText()))))
                    .startsWith("missing field(s): spec.authorities[0].keyless.identities");
            String published = CipTables.text("policy-eval/text4shell/text4shell.cue");
            assertThat(judge("cue", published, statement).code())
                    .isEqualTo(
                            judge("cue", row.path("policy").asText(), statement).code());
            Judgement judgement = judge("cue", row.path("policy").asText(), statement);
            assertThat(judgement.code().isEmpty())
                    .as(judgement.error())
                    .isEqualTo(row.path("engine").path("compliant").asBoolean());
        });
    }

    private static Judgement judge(String language, String text, JsonNode input) {
        PolicyLanguage compiler =
                language.equals("rego") ? PolicyLanguages.STANDARD.rego() : PolicyLanguages.STANDARD.cue();
        try {
            return compiler.compile("policy", text).judge(input, Fakes.NOW);
        } catch (PolicyTextException e) {
            return Judgement.refuses(e.code(), e.getMessage(), java.util.Optional.empty());
        }
    }

    /** Every published policy that upstream accepts must load whole: its texts compile here too. */
    @Test
    void publishedPoliciesCompile() {
        JsonNode files = CipTables.json("cip-validation/expected-files.json");
        List<JsonNode> accepted = new ArrayList<>();
        files.forEach(row -> {
            if (row.path("accepted").asBoolean() && !row.has("acceptedOnlyIf")) {
                accepted.add(row);
            }
        });
        CipTables.run("accepted files load", accepted, Map.of(), row -> {
            PolicySet set = Policies.load(CipTables.text(row.path("file").asText()));
            assertThat(Policies.errors(set)).isEmpty();
            assertThat(set.policies()).isNotEmpty();
            assertThat(Documents.read(
                            new SourceText("f", CipTables.text(row.path("file").asText()))))
                    .isNotEmpty();
        });
    }
}
