package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.CertificateIdentities;
import io.jenkins.plugins.imagepolicy.engine.signature.format.BundleReader;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bundles from the test data of other Sigstore clients; what is bad says so in its name. */
class SampleSetsTest {
    private static final Pattern BAD = Pattern.compile(
            "bad|mismatched|wrong-tlog|v[23].*no.inclusion|no_log_entry|no_cert|no_checkpoint|invalid_version|no_signed_time"
                    + "|2sigs|late_timestamp|duplicate|many_timestamp|no-digest|36056|Python-3");
    private static final List<String> STAGING_LOGS = List.of("d32f30a3", "f30d5a99", "d3d3a70c");

    @TestFactory
    Stream<DynamicTest> bundles() throws IOException {
        Path cases = SharedCases.folder("sigstore");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(cases)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().contains("conformance")
                            && !f.toString().contains("private-sigstore"))
                    .filter(f ->
                            f.getFileName().toString().matches(".*(\\.sigstore|\\.sigstore\\.json|bundle-p.*\\.json)"))
                    .sorted()
                    .toList();
        }
        return files.stream().map(file -> dynamicTest(cases.relativize(file).toString(), () -> judge(cases, file)));
    }

    /** Its artefact is nowhere, but whom its certificate was given to can be read. */
    @Test
    void userNameInAnOtherName() throws Exception {
        Path file = SharedCases.folder("sigstore").resolve("sigstore-go/bundles/othername.sigstore.json");
        Artefact artefact = BundleReader.read("othername", Files.readAllBytes(file));
        X509Certificate leaf = ((KeyMaterial.Certificate) artefact.material()).leaf();
        assertThat(CertificateIdentities.read(leaf).subjects()).containsExactly("foo!oidc.local");
    }

    private static void judge(Path cases, Path file) throws Exception {
        if (BAD.matcher(file.getFileName().toString()).find()) {
            assertThatThrownBy(() -> verify(cases, file)).isInstanceOf(UnverifiedException.class);
        } else {
            verify(cases, file);
        }
    }

    private static void verify(Path cases, Path file) throws Exception {
        Artefact artefact = BundleReader.read("bundle", Files.readAllBytes(file));
        byte[] artifact = new byte[0];
        if (artefact.content() instanceof Content.Message message) {
            Optional<byte[]> found = artifact(cases, message.digest());
            assumeTrue(found.isPresent(), "skipped: the artefact that was signed is not here");
            artifact = found.get();
        }
        byte[] signed = artifact;
        boolean staging = artefact.logEntries().stream()
                .anyMatch(e -> STAGING_LOGS.contains(e.logId().substring(0, 8)));
        TrustedRoot root = staging
                ? TrustedRootReader.read("staging", Files.readAllBytes(staging(cases, file)))
                : PublicGood.trustedRoot();
        Demand demand = new Demand(
                signer(cases, file, root),
                artefact.logEntries().isEmpty() && file.toString().contains("public-key")
                        ? new LogDemand.NotRequired()
                        : new LogDemand.Required(root.transparencyLogs()),
                new TimestampDemand.Optional(root.timestampAuthorities()),
                SignatureFormat.BUNDLE,
                Map.of());
        new Judge(demand, Instant.now()).judge(artefact, SignedBytes.of(artefact, () -> signed));
    }

    private static SignerDemand signer(Path cases, Path file, TrustedRoot root) throws Exception {
        if (file.getFileName().toString().equals("bundle-publish.json")) {
            return new SignerDemand.Keys(
                    Keys.parsePublicKeys(Files.readString(cases.resolve("sigstore-go/examples/publish_key.pub"))),
                    HashAlgorithm.SHA256,
                    false);
        }
        return new SignerDemand.Keyless(
                root.certificateAuthorities(), root.ctLogs(), true, List.of(IdentityMatchers.regexp(".", ".")));
    }

    private static Path staging(Path cases, Path file) throws IOException {
        if (file.toString().contains("a.dsse.staging-rekor-v2")) {
            return cases.resolve("sigstore-conformance/bundle-verify/rekor2-dsse-happy-path/trusted_root.json");
        }
        try (Stream<Path> files = Files.list(cases.resolve("sigstore-python/assets/staging-tuf/targets"))) {
            return files.filter(f -> f.toString().endsWith("trusted_root.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Optional<byte[]> artifact(Path cases, byte[] digest) throws IOException {
        String wanted = HexFormat.of().formatHex(digest);
        try (Stream<Path> walk = Files.walk(cases)) {
            for (Path file : walk.filter(f -> f.toString().endsWith(".txt")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (Digest.of(bytes).hex().equals(wanted)) {
                    return Optional.of(bytes);
                }
            }
        }
        return Optional.empty();
    }
}
