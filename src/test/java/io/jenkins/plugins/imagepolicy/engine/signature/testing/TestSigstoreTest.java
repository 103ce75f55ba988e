package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.cosign.CosignVerifier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the private Sigstore makes is accepted as long as nobody changes it. */
class TestSigstoreTest {
    private static final String TYPE = "https://slsa.dev/provenance/v1";
    private final TestSigstore sigstore = TestSigstore.create();
    private final MemoryRepository repository = new MemoryRepository();
    private final Digest image = repository.image("v1");
    private final TestSigner github = TestSigner.github("acme/app");
    private final Demand demand = sigstore.keyless("acme/app");

    @Test
    void legacyKeyless() throws Exception {
        sigstore.signLegacy(repository, image, github);
        assertSigned(demand);
    }

    @Test
    void bundleKeyless() throws Exception {
        sigstore.signBundle(repository, image, github);
        assertSigned(demand);
    }

    @Test
    void bundleInSecondLog() throws Exception {
        sigstore.bundleSignature(image, github)
                .log(sigstore.rekor2())
                .timestamped()
                .push(repository);
        assertSigned(demand);
    }

    @Test
    void bundleByReferrersApi() throws Exception {
        repository.withReferrersApi();
        sigstore.signBundle(repository, image, github);
        assertSigned(demand);
    }

    @Test
    void messageBundle() throws Exception {
        byte[] manifest = repository.stored(image).orElseThrow();
        sigstore.bundleSignature(image, github).message(manifest).push(repository);
        assertSigned(demand);
    }

    @Test
    void legacyTimestamped() throws Exception {
        sigstore.legacySignature(image, github)
                .timestamped()
                .embedTimestampCertificate()
                .push(repository);
        assertThat(assertSigned(demand).times()).containsExactly(sigstore.now(), sigstore.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521", "RSA", "Ed25519"})
    void keys(String kind) throws Exception {
        TestSigner signer = TestSigner.key(kind);
        sigstore.signLegacy(repository, image, signer);
        assertSigned(TestSigstore.keyed(signer.publicKey()));
        MemoryRepository bundles = new MemoryRepository();
        bundles.image("v1");
        sigstore.signBundle(bundles, image, signer);
        assertThat(new CosignVerifier()
                        .signatures(Search.in(bundles, image), TestSigstore.keyed(signer.publicKey()))
                        .verified())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, 3, dsse:0.0.1", "legacy, 3, intoto:0.0.1", "legacy, 3, intoto:0.0.2",
        "bundle, 1, dsse:0.0.1", "bundle, 2, intoto:0.0.2", "bundle, 3, dsse:0.0.1",
        "bundle, 3, dsse:0.0.2", "bundle, 3, hashedrekord:0.0.2"
    })
    void attestations(String format, int version, String entry) throws Exception {
        SignatureDraft draft = format.equals("legacy")
                ? sigstore.legacyAttestation(image, github, TYPE, "{\"builder\":\"münchen ✓\"}")
                : sigstore.bundleAttestation(image, github, TYPE, "{\"builder\":\"münchen ✓\"}")
                        .bundleVersion(version);
        boolean second = !format.equals("legacy") && entry.endsWith("0.0.2") && !entry.startsWith("intoto");
        draft.entryKind(entry).log(second ? sigstore.rekor2() : sigstore.rekor());
        draft.timestamped().push(repository);
        Verification<VerifiedAttestation> found =
                new CosignVerifier().attestations(Search.in(repository, image), demand, Set.of(TYPE));
        assertThat(found.verified()).as(found.refusals().toString()).hasSize(1);
        assertThat(found.verified().get(0).statement().at("/predicate/builder").asText())
                .isEqualTo("münchen ✓");
    }

    private VerifiedSignature assertSigned(Demand wanted) throws Exception {
        Verification<VerifiedSignature> found = new CosignVerifier().signatures(Search.in(repository, image), wanted);
        assertThat(found.verified()).as(found.refusals().toString()).hasSize(1);
        return found.verified().get(0);
    }
}
