package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bundle cases of sigstore-conformance: names that end in _fail must be refused, all others accepted. */
class ConformanceTest {
    private static final String IDENTITY =
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/"
                    + "extremely-dangerous-oidc-beacon.yml@refs/heads/main";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";

    @TestFactory
    Stream<DynamicTest> bundles() throws IOException {
        Path cases = SharedCases.folder("sigstore/sigstore-conformance/bundle-verify");
        List<Path> folders;
        try (Stream<Path> files = Files.list(cases)) {
            folders = files.filter(Files::isDirectory).sorted().toList();
        }
        return folders.stream().map(folder -> dynamicTest(folder.getFileName().toString(), () -> run(folder)));
    }

    private static void run(Path folder) throws Exception {
        if (folder.getFileName().toString().endsWith("_fail")) {
            assertThatThrownBy(() -> verify(folder)).isInstanceOfAny(UnverifiedException.class, TrustException.class);
        } else {
            assertThatCode(() -> verify(folder)).doesNotThrowAnyException();
        }
    }

    private static void verify(Path folder) throws Exception {
        Path own = folder.resolve("trusted_root.json");
        TrustedRoot root =
                Files.exists(own) ? TrustedRootReader.read("own", Files.readAllBytes(own)) : PublicGood.trustedRoot();
        Path artifact = folder.resolve("artifact");
        Bundles.verify(
                Files.readAllBytes(folder.resolve("bundle.sigstore.json")),
                Files.readAllBytes(Files.exists(artifact) ? artifact : folder.resolveSibling("a.txt")),
                new Demand(
                        signer(folder, root),
                        new LogDemand.Required(root.transparencyLogs()),
                        new TimestampDemand.Optional(root.timestampAuthorities()),
                        SignatureFormat.BUNDLE,
                        Map.of()));
    }

    private static SignerDemand signer(Path folder, TrustedRoot root) throws Exception {
        Path key = folder.resolve("key.pub");
        if (Files.exists(key)) {
            return new SignerDemand.Keys(Keys.parsePublicKeys(Files.readString(key)), HashAlgorithm.SHA256, false);
        }
        return new SignerDemand.Keyless(
                root.certificateAuthorities(),
                root.ctLogs(),
                true,
                List.of(IdentityMatchers.exact(text(folder, "issuer", ISSUER), text(folder, "identity", IDENTITY))));
    }

    private static String text(Path folder, String file, String otherwise) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path).strip() : otherwise;
    }
}
