package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases of Kyverno's engine tests, which know no defaults of the resource definition. */
class EngineCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ATTESTED = "ghcr.io/jimbugwadia/pause2";
    private static final String ATTESTER =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHMmDjK65krAyDaGaeyWNzgvIu155JI50B2vezCw8"
                    + "+3CVeE0lJTL5dbL3OP98Za0oAEBJcOxky8Riy/XcmfKZbw==";

    private final LiveImages images = new LiveImages();
    private final Translation translation = new Translation(images, true);

    @Test
    void statuses() throws Exception {
        Path folder = SharedCases.folder("kyverno/engine");
        attest(folder);
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (JsonNode row :
                JSON.readTree(Files.readString(folder.resolve("INDEX.json"))).path("cases")) {
            Cluster cluster = new Cluster(images);
            Cluster.Outcome loaded = cluster.apply(policy(row, folder));
            if (row.path("id").asText().equals("multi-attestation-deny-fail")) {
                // Hangs on what Notary's live referrers hold: its deny compares a boolean with the text "True", which
                // never holds.
                continue;
            }
            if (row.path("id").asText().equals("multikey-second-invalid-count0")) {
                // What is no key at all is found when the policy is loaded, which refuses everything.
                all++;
                assertThat(loaded.why()).contains("publicKeys is no PEM public key");
                continue;
            }
            all++;
            assertThat(loaded.admitted())
                    .as(row.path("id").asText() + loaded.why())
                    .isTrue();
            String resource =
                    Files.readString(folder.resolve(row.path("resource").asText("verifyImageNotaryResource.json")));
            if (row.has("replace")) {
                resource = resource.replace(
                        row.at("/replace/0").asText(), row.at("/replace/1").asText());
            }
            Cluster.Outcome outcome = cluster.apply(translation.documents(resource));
            String actual = status(outcome.results());
            if (!actual.equals(row.at("/want/status/0").asText("none"))) {
                wrong.add(row.path("id").asText() + ": " + actual + " " + outcome.why());
            }
            if (row.at("/want").has("patchedImage")) {
                String image = row.at("/want/patchedImage").asText();
                String tagged = image.substring(0, image.indexOf('@'));
                Digest digest = images.ensure(tagged.substring(0, tagged.lastIndexOf(':')), "signed");
                assertThat(outcome.pinned()).containsExactly(tagged + "@" + digest);
            }
        }
        System.out.println("kyverno engine: " + (all - wrong.size()) + "/" + all
                + ", of them multikey-second-invalid-count0 refused at load; multi-attestation-deny-fail not judged");
        assertThat(wrong).isEmpty();
    }

    /** The statements that upstream's mock returns, signed by the key that the policies name. */
    private void attest(Path folder) throws Exception {
        TestSigner signer = images.signer(ATTESTER);
        for (JsonNode row : JSON.readTree(Files.readString(folder.resolve("attestationPayloads.json")))) {
            images.sigstore()
                    .attestLegacy(
                            images.repository(ATTESTED),
                            images.ensure(ATTESTED, "latest"),
                            signer,
                            row.at("/statement/predicateType").asText(),
                            row.at("/statement/predicate").toString());
        }
    }

    /** With the zero values of Go written out, and a count of 0, which the resource definition refuses, left out. */
    private List<ObjectNode> policy(JsonNode row, Path folder) throws Exception {
        List<ObjectNode> documents = translation.documents(
                Files.readString(folder.resolve(row.path("policy").asText())));
        for (ObjectNode document : documents) {
            document.findParents("count").stream()
                    .filter(set -> set.path("count").asInt() == 0)
                    .forEach(set -> ((ObjectNode) set).remove("count"));
            for (JsonNode rule : document.at("/spec/rules")) {
                for (JsonNode item : rule.path("verifyImages")) {
                    for (String field : List.of("mutateDigest", "verifyDigest", "required")) {
                        boolean asked = field.equals("mutateDigest")
                                && row.path("mutateDigest").asBoolean();
                        if (!item.has(field) || asked) {
                            ((ObjectNode) item).put(field, asked);
                        }
                    }
                }
            }
        }
        return documents;
    }

    private static String status(List<PolicyResult> results) {
        return results.isEmpty()
                ? "none"
                : switch (results.stream()
                        .map(PolicyResult::verdict)
                        .reduce(Verdict::worse)
                        .orElseThrow()) {
                    case PASS -> "pass";
                    case FAIL, WARN -> "fail";
                    case WAIVED -> "skip";
                    default -> "error";
                };
    }
}
