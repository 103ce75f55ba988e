package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Genuine signatures of Chainguard images, with the trusted root that is shipped, judged at their log time. */
class ChainguardTest {
    private static final String SUBJECT =
            "https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";
    private static final String OURS = "php-194c8524";

    @TestFactory
    Stream<DynamicTest> oneIdentityPassesAndAllOthersAreNamed() throws Exception {
        Path folder = SharedCases.folder("kyverno/chainguard-sigs");
        Map<String, JsonNode> vectors = new HashMap<>();
        for (JsonNode vector : Json.parse(Files.readString(folder.resolve("vectors.json")))) {
            vectors.put(vector.path("id").asText(), vector);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : Json.object(Files.readAllBytes(folder.resolve("registry/INDEX.json")))
                .path("entries")) {
            String id = entry.path("id").asText();
            tests.add(dynamicTest(id, () -> judge(folder.resolve("registry"), entry, vectors.get(id))));
        }
        assertThat(tests).hasSize(25);
        return tests.stream();
    }

    private static void judge(Path registry, JsonNode entry, JsonNode vector) throws Exception {
        MemoryRepository repository = repository(registry, entry);
        Digest image = Digest.parse(entry.path("imageDigest").asText()).orElseThrow();
        Search search = Search.in(repository, image);

        Verification<VerifiedSignature> anybody = new CosignVerifier().signatures(search, demand(".*", ".*"));
        assertThat(anybody.verified()).as(anybody.refusals().toString()).hasSize(1);
        assertThat(anybody.verified().get(0).times())
                .containsExactly(Instant.ofEpochSecond(
                        vector.at("/bundle/Payload/integratedTime").asLong()));
        assertThat(anybody.verified().get(0).signer().identity().orElseThrow().subjects())
                .contains(vector.path("subject").asText());

        Verification<VerifiedSignature> found = new CosignVerifier().signatures(search, demand(ISSUER, SUBJECT));
        if (entry.path("id").asText().equals(OURS)) {
            assertThat(found.verified()).hasSize(1);
        } else {
            assertThat(found.verified()).isEmpty();
            Refusal refusal = found.refusals().get(0);
            assertThat(refusal.code()).isEqualTo(ReasonCode.SIGNED_BY_OTHER);
            assertThat(refusal.message()).contains(vector.path("subject").asText());
        }
    }

    private static MemoryRepository repository(Path registry, JsonNode entry) throws IOException {
        MemoryRepository repository = new MemoryRepository();
        for (JsonNode blob : entry.path("blobs")) {
            repository.put(Files.readAllBytes(registry.resolve(blob.asText())));
        }
        repository.manifest(
                Optional.of(entry.path("signatureTag").asText()),
                MemoryRepository.OCI_MANIFEST,
                Files.readAllBytes(registry.resolve(entry.path("manifest").asText())));
        return repository;
    }

    private static Demand demand(String issuer, String subject) throws Exception {
        TrustedRoot root = PublicGood.trustedRoot();
        boolean exact = issuer.equals(ISSUER);
        return new Demand(
                new SignerDemand.Keyless(
                        root.certificateAuthorities(),
                        root.ctLogs(),
                        true,
                        List.of(
                                exact
                                        ? IdentityMatchers.exact(issuer, subject)
                                        : IdentityMatchers.regexp(issuer, subject))),
                new LogDemand.Required(root.transparencyLogs()),
                new TimestampDemand.Optional(root.timestampAuthorities()),
                SignatureFormat.LEGACY,
                Map.of());
    }
}
