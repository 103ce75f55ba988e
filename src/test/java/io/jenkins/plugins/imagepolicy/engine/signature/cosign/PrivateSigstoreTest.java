package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts that real cosign 2.5 and 3.1 made against a private Sigstore. */
class PrivateSigstoreTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        // sample, what to ask for, signer (key file or 'keyless'), log demanded, format, expected: OK or the reason
        "c2-att-key,           att, cosign,  no,  LEGACY, OK",
        "c2-att-key,           sig, cosign,  no,  LEGACY, UNSIGNED",
        "c2-att-key,           att, cosign,  no,  BUNDLE, OTHER_FORMAT",
        "c2-att-keyless,       att, keyless, yes, LEGACY, OK",
        "c2-att-keyless,       att, cosign,  no,  LEGACY, SIGNED_BY_OTHER",
        "c2-index-recursive,   sig, cosign,  no,  LEGACY, OK",
        "c2-key-cosign-notlog, sig, cosign,  no,  LEGACY, OK",
        "c2-key-cosign-notlog, sig, cosign,  yes, LEGACY, NOT_IN_LOG",
        "c2-key-cosign-notlog, sig, p384,    no,  LEGACY, SIGNED_BY_OTHER",
        "c2-key-cosign-notlog, sig, keyless, yes, LEGACY, SIGNED_BY_OTHER",
        "c2-key-p384-notlog,   sig, p384,    no,  LEGACY, OK",
        "c2-key-rekor,         sig, cosign,  yes, LEGACY, OK",
        "c2-key-rekor,         sig, cosign,  yes, ANY,    OK",
        "c2-key-rekor,         sig, ed,      yes, LEGACY, SIGNED_BY_OTHER",
        "c2-keyless,           sig, keyless, yes, LEGACY, OK",
        "c2-keyless,           sig, keyless, yes, BUNDLE, OTHER_FORMAT",
        "c2-keyless,           sig, keyless, no,  LEGACY, UNTIMESTAMPED",
        "c2-keyless-tsa,       sig, keyless, yes, LEGACY, OK",
        "c2-keyless-tsa,       sig, keyless, no,  LEGACY, OK",
        "c2-multi,             sig, keyless, yes, LEGACY, OK",
        "c2-oci11,             sig, cosign,  no,  LEGACY, OK",
        "c3-att-key,           att, cosign,  yes, BUNDLE, OK",
        "c3-att-key,           att, cosign,  yes, LEGACY, OTHER_FORMAT",
        "c3-att-key,           sig, cosign,  yes, BUNDLE, UNSIGNED",
        "c3-att-key,           sig, cosign,  yes, ANY,    UNSIGNED",
        "c3-att-keyless-r2,    att, keyless, yes, BUNDLE, OK",
        "c3-key-annot,         sig, cosign,  yes, BUNDLE, OK",
        "c3-key-cosign-rekor1, sig, cosign,  yes, BUNDLE, OK",
        "c3-key-cosign-rekor1, sig, p521,    yes, BUNDLE, SIGNED_BY_OTHER",
        "c3-key-ed-notlog,     sig, ed,      no,  BUNDLE, OK",
        "c3-key-ed-notlog,     sig, ed,      yes, BUNDLE, NOT_IN_LOG",
        "c3-key-ed-rekor1,     sig, ed,      yes, BUNDLE, UNSIGNED",
        "c3-key-p384-rekor2,   sig, p384,    yes, BUNDLE, UNSIGNED",
        "c3-key-p521-notlog,   sig, p521,    no,  BUNDLE, OK",
        "c3-key-rsa-rekor2,    sig, rsa,     yes, BUNDLE, OK",
        "c3-keyless-rekor1,    sig, keyless, yes, BUNDLE, OK",
        "c3-keyless-rekor1,    sig, keyless, yes, LEGACY, OTHER_FORMAT",
        "c3-legacyformat-key,  sig, cosign,  no,  LEGACY, OK",
        "neg-wrong-image,      sig, cosign,  no,  ANY,    BAD_SIGNATURE",
        "neg-wrong-image,      sig, keyless, yes, ANY,    BAD_SIGNATURE"
    })
    void verdictIsAsListed(
            String sample, String what, String signer, String log, SignatureFormat format, String expected)
            throws Exception {
        Path folder = SharedCases.folder("sigstore/private-sigstore");
        TrustedRoot root = TrustedRootReader.read("private", Files.readAllBytes(folder.resolve("trusted_root.json")));
        MemoryRepository repository =
                MemoryRepository.ofLayout(folder.resolve("oci").resolve(sample));
        Digest image = Digest.of(repository.tagged("v1").orElseThrow());
        Demand demand = new Demand(
                signer.equals("keyless") ? keyless(root) : key(folder, signer),
                log.equals("yes") ? new LogDemand.Required(root.transparencyLogs()) : new LogDemand.NotRequired(),
                new TimestampDemand.Optional(root.timestampAuthorities()),
                format,
                Map.of());
        Search search = Search.in(repository, image);
        CosignVerifier verifier = new CosignVerifier();
        Verification<?> verification = what.equals("sig")
                ? verifier.signatures(search, demand)
                : verifier.attestations(search, demand, Set.of());
        assertThat(verification.searched()).isNotEmpty();
        if (expected.equals("OK")) {
            assertThat(verification.verified())
                    .as(verification.refusals().toString())
                    .isNotEmpty();
        } else {
            assertThat(verification.verified()).isEmpty();
            assertThat(verification.refusals())
                    .extracting(Refusal::code)
                    .as(verification.refusals().toString())
                    .contains(ReasonCode.valueOf(expected));
        }
    }

    private static SignerDemand keyless(TrustedRoot root) {
        return new SignerDemand.Keyless(
                root.certificateAuthorities(),
                root.ctLogs(),
                true,
                List.of(IdentityMatchers.exact(
                        "https://token.actions.githubusercontent.com",
                        "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main")));
    }

    private static SignerDemand key(Path folder, String name) throws Exception {
        return new SignerDemand.Keys(
                Keys.parsePublicKeys(Files.readString(folder.resolve(name + ".pub"))), HashAlgorithm.SHA256, false);
    }
}
