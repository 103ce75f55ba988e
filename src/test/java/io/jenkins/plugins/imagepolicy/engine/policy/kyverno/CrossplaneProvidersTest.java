package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies on Crossplane's providers, in both of Kyverno's languages. */
class CrossplaneProvidersTest {
    private static final Path POLICIES = Path.of("images/policies/crossplane");
    private static final Path MANIFESTS = Path.of("src/test/resources/kyverno/crossplane");
    private static final CertificateIdentity CHAINGUARD = new CertificateIdentity(
            "https://token.actions.githubusercontent.com",
            List.of("https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main"),
            Map.of());

    private static Gatekeeper gate(String file) throws Exception {
        Gatekeeper gate = new Gatekeeper()
                .file(POLICIES.resolve(file))
                .signedBy("cgr.dev/chainguard/provider-aws:v1", CHAINGUARD);
        assertThat(gate.load().diagnostics()).isEmpty();
        return gate;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers-signed.cluster-policy.yaml",
                "providers-signed.image-validating-policy.yaml",
            })
    void tellsSignedFromUnsignedProviders(String file) throws Exception {
        String passing = Files.readString(MANIFESTS.resolve("passing.yaml"));
        String failing = Files.readString(MANIFESTS.resolve("failing.yaml"));
        assertThat(gate(file).verdict(passing)).contains(Verdict.PASS);
        assertThat(gate(file).verdict(failing)).contains(Verdict.FAIL);
        assertThat(gate(file).verdict(failing.replace("crossplane-system", "elsewhere")))
                .isEmpty();
        String without = failing.replace("  namespace: crossplane-system\n", "");
        assertThat(gate(file).verdict(without)).isEmpty();
        assertThat(gate(file).namespace("crossplane-system").verdict(without)).contains(Verdict.FAIL);
    }
}
