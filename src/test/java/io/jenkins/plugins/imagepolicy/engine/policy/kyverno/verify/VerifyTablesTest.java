package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.Gatekeeper;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.cosign.CosignVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SignatureDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Upstream's tables of annotations and of what is asked of bundles. */
class VerifyTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POD = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c,"
            + " image: 'registry.example/app:v1'}]}}";

    private final TestSigstore sigstore = TestSigstore.create();
    private final TestSigner signer = TestSigner.key("P-256");

    private static JsonNode table(String name) throws Exception {
        return JSON.readTree(
                Files.readString(SharedCases.folder("kyverno/tables").resolve(name + ".json")));
    }

    private PolicyResult judge(MemoryRepository repository, Digest image, String type, String options)
            throws Exception {
        String policy = """
                apiVersion: kyverno.io/v1
                kind: ClusterPolicy
                metadata: {name: p}
                spec:
                  rules:
                  - name: r
                    match: {any: [{resources: {kinds: [Pod]}}]}
                    verifyImages:
                    - imageReferences: ["registry.example/*"]
                      failureAction: Enforce
                      type: %s
                      attestors:
                      - entries:
                        - keys:
                            publicKeys: |
                %s
                """.formatted(type, signer.pem().indent(14)) + options.indent(10);
        Gatekeeper gate = new Gatekeeper().policy(policy);
        assertThat(gate.errors()).isEmpty();
        return gate.real(repository, image, new CosignVerifier(() -> sigstore.now()), sigstore.trustedRoot())
                .judge(POD)
                .values()
                .iterator()
                .next();
    }

    @Test
    void annotations() throws Exception {
        JsonNode table = table("cosign-annotations");
        for (JsonNode row : table.path("rows")) {
            MemoryRepository repository = new MemoryRepository().withReferrersApi();
            Digest image = repository.image("v1");
            for (JsonNode payload : row.path("payloads")) {
                sigstore.legacySignature(image, signer)
                        .payload(claim -> claim.set("optional", payload.path("optional")))
                        .push(repository);
            }
            ObjectNode annotations =
                    row.path("annotations") instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
            PolicyResult result = judge(repository, image, "Cosign", "annotations: " + annotations);
            if (row.path("payloads").isEmpty()) {
                // Without any signature there is nothing that annotations could be missing from.
                assertThat(result.reasons().get(0).code()).isEqualTo(ReasonCode.UNSIGNED);
                continue;
            }
            Verdict expected = row.path("wantError").asBoolean() ? Verdict.FAIL : Verdict.PASS;
            assertThat(result.verdict()).as(row + " " + result.reasons()).isEqualTo(expected);
        }
        System.out.println(
                "kyverno table cosign-annotations: " + table.path("rows").size() + "/7");
    }

    /** Annotations are compared exactly, with those of one signature, and with an entry's own before the item's. */
    @Test
    void annotationsOfOneSignature() throws Exception {
        MemoryRepository repository = new MemoryRepository().withReferrersApi();
        Digest image = repository.image("v1");
        for (String pair : List.of("{\"a\": \"1\"}", "{\"b\": \"2\"}")) {
            JsonNode optional = JSON.readTree(pair);
            sigstore.legacySignature(image, signer)
                    .payload(claim -> claim.set("optional", optional))
                    .push(repository);
        }
        assertThat(judge(repository, image, "Cosign", "annotations: {a: '1'}").verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(repository, image, "Cosign", "annotations: {a: '1', b: '2'}")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(repository, image, "Cosign", "annotations: {a: '*'}").verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void optionsOfBundles() throws Exception {
        JsonNode table = table("sigstore-bundle-verify-options");
        for (JsonNode row : table.path("rows")) {
            boolean key = row.at("/opts").has("key");
            ObjectNode entry = JsonNodeFactory.instance.objectNode();
            ObjectNode body = entry.putObject(key ? "keys" : "keyless");
            if (key) {
                body.put("publicKeys", signer.pem());
            } else {
                body.put("issuer", "i").put("subject", "s");
            }
            body.putObject("rekor").set("ignoreTlog", row.at("/opts/ignoreTlog"));
            body.putObject("ctlog").set("ignoreSCT", row.at("/opts/ignoreSCT"));
            Asked asked = new Demands(new Companions(List.of()), sigstore::trustedRoot)
                    .of(entry, true, JsonNodeFactory.instance.objectNode(), false);
            int options = asked.timed() ? 1 : 0;
            options += asked.demands().get(0).log() instanceof LogDemand.Required ? 1 : 0;
            // With neither, the one option says that no time is asked for.
            assertThat(Math.max(1, options))
                    .as(row.toString())
                    .isEqualTo(row.path("wantLength").asInt());
            assertThat(asked.demands()).allMatch(demand -> demand.format() == SignatureFormat.BUNDLE);
        }
        System.out.println("kyverno table sigstore-bundle-verify-options: "
                + table.path("rows").size() + "/5");
    }

    private Verdict bundle(String ignore, java.util.function.UnaryOperator<SignatureDraft> change) throws Exception {
        MemoryRepository repository = new MemoryRepository().withReferrersApi();
        Digest image = repository.image("v1");
        change.apply(sigstore.bundleSignature(image, signer)).push(repository);
        return judge(repository, image, "SigstoreBundle", ignore).verdict();
    }

    /** A log or a timestamp authority must say when, unless ctlog.ignoreSCT is true; a log must have it, unless ignoreTlog is. */
    @Test
    void whoSaysWhenABundleWasMade() throws Exception {
        String both = "  rekor: {url: 'https://r'}";
        String noLog = "  rekor: {url: 'https://r', ignoreTlog: true}";
        String neither = noLog + "\n  ctlog: {ignoreSCT: true}";
        assertThat(bundle(both, draft -> draft)).isEqualTo(Verdict.PASS);
        assertThat(bundle(both, SignatureDraft::withoutLog)).isEqualTo(Verdict.FAIL);
        assertThat(bundle(both, draft -> draft.withoutLog().timestamped())).isEqualTo(Verdict.FAIL);
        assertThat(bundle(noLog, draft -> draft)).as("the log says when").isEqualTo(Verdict.PASS);
        assertThat(bundle(noLog, draft -> draft.withoutLog().timestamped())).isEqualTo(Verdict.PASS);
        assertThat(bundle(noLog, SignatureDraft::withoutLog))
                .as("nobody says when")
                .isEqualTo(Verdict.FAIL);
        assertThat(bundle(neither, SignatureDraft::withoutLog)).isEqualTo(Verdict.PASS);
        String withoutTime = both + "\n  ctlog: {ignoreSCT: true}";
        assertThat(bundle(both, draft -> draft.log(sigstore.rekor2())))
                .as("a log without times")
                .isEqualTo(Verdict.FAIL);
        assertThat(bundle(both, draft -> draft.log(sigstore.rekor2()).timestamped()))
                .isEqualTo(Verdict.PASS);
        assertThat(bundle(withoutTime, draft -> draft.log(sigstore.rekor2()))).isEqualTo(Verdict.PASS);
    }
}
