package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PredicateTypes;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.format.LegacyReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the envelope in the registry to the statement that a policy sees. */
class AttestationPayloadTest {
    private static final String IMAGE = "ghcr.io/org/app@sha256:" + "ab".repeat(32);
    /** Upstream's words for what is wrong with an envelope that is JSON, and ours. */
    private static final Map<String, String> WORDS = Map.of(
            "decoding payload", "the envelope.payload is not base64",
            "payload field is not a string", "payload",
            "could not find payload", "payload");

    private static Statement statement(byte[] envelope) throws UnverifiedException {
        Artefact artefact = LegacyReader.attestation("here", Map.of(), envelope);
        return Statement.read(((Content.Envelope) artefact.content()).payload());
    }

    @Test
    void predicateNames() {
        JsonNode names = CipTables.json("attestation-payload/expected.json").path("predicateTypeMap");
        List<JsonNode> rows = new ArrayList<>();
        names.properties()
                .forEach(e -> rows.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", e.getKey())
                        .put("uri", e.getValue().asText())));
        CipTables.run("predicate names", rows, Map.of(), row -> assertThat(
                        PredicateTypes.uri(row.path("id").asText()))
                .isEqualTo(row.path("uri").asText()));
    }

    @Test
    void files() {
        JsonNode rows = CipTables.json("attestation-payload/expected.json").path("files");
        CipTables.run("attestation files", rows, Map.of(), row -> {
            Statement statement =
                    statement(CipTables.text(row.path("file").asText()).strip().getBytes(StandardCharsets.UTF_8));
            assertThat(statement.predicateType())
                    .isEqualTo(row.path("statementPredicateType").asText());
            Fakes.ScriptedVerifier verifier =
                    new Fakes.ScriptedVerifier().then(List.of(Fakes.attestation(statement.json())));
            PolicyResult result = Policies.judge(
                    Policies.one(policy(row.path("requestedPredicateType").asText())),
                    Fakes.candidate(IMAGE),
                    Fakes.judging(verifier));
            assertThat(result.verdict() == Verdict.PASS)
                    .as(Policies.messages(result))
                    .isEqualTo(row.path("ok").asBoolean());
        });
    }

    private static String policy(String type) {
        return """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata: {name: p}
                spec:
                  images: [{glob: "**"}]
                  authorities:
                  - keyless: {identities: [{issuer: i, subject: s}]}
                    attestations: [{name: a, predicateType: TYPE}]
                """.replace("TYPE", type);
    }

    /** In every row the envelope is refused before anything is verified; the words are ours. */
    @Test
    void failures() {
        JsonNode rows = CipTables.json("attestation-payload/expected.json").path("failures");
        CipTables.run("attestation failures", rows, Map.of(), row -> {
            String payload = row.path("payload").asText();
            String ours = WORDS.get(row.path("errorContains").asText());
            assertThatThrownBy(() -> statement(payload.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UnverifiedException.class)
                    .hasMessageStartingWith("it is malformed: ");
            // with all other fields as they should be, the fault is still found where upstream finds it
            if (payload.startsWith("{\"")) {
                ObjectNode whole = (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(payload);
                whole.put("payloadType", "application/vnd.in-toto+json");
                whole.putArray("signatures").addObject().put("sig", "c2ln");
                assertThatThrownBy(() -> statement(whole.toString().getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOf(UnverifiedException.class)
                        .hasMessageContaining(ours);
            }
        });
    }
}
