package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.cosign.CosignVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies against signatures of a Sigstore of our own. */
class RealSignaturesTest {
    private static final String SLSA = "https://slsa.dev/provenance/v1";
    private static final String VULN = "https://cosign.sigstore.dev/attestation/vuln/v1";
    private static final String SPDX = "https://spdx.dev/Document";
    private static final String GOOD_PROVENANCE =
            "{\"runDetails\": {\"builder\": {\"id\": \"https://github.com/acme/builder\"}}}";
    private static final String CLEAN =
            "{\"scanner\": {\"result\": {\"vulnerabilities\": [{\"id\": \"CVE-1\", \"severity\": \"LOW\"}]}}}";
    private static final String CRITICAL =
            "{\"scanner\": {\"result\": {\"vulnerabilities\": [{\"id\": \"CVE-2\", \"severity\": \"CRITICAL\"}]}}}";
    private static final String SBOM = "{\"spdxVersion\": \"SPDX-2.3\", \"SPDXID\": \"SPDXRef-DOCUMENT\"}";
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: app, namespace: prod}
            spec: {containers: [{name: app, image: "registry.example/app:v1"}]}
            """;

    private TestSigstore sigstore;
    private MemoryRepository repository;
    private Digest image;

    @BeforeEach
    void image() {
        sigstore = TestSigstore.create();
        repository = new MemoryRepository().withReferrersApi();
        image = repository.image("v1");
    }

    private static String classic(String type, String rest) {
        return """
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
                """.formatted(type) + rest.indent(6);
    }

    private static String keyless(String subject) {
        return """
                attestors:
                - entries:
                  - keyless:
                      subject: "%s"
                      issuer: %s
                      rekor: {url: "https://rekor.test"}
                """.formatted(subject, TestIdentity.GITHUB_ISSUER);
    }

    private PolicyResult judge(String policy) throws Exception {
        Gatekeeper gate = new Gatekeeper().policy(policy);
        assertThat(gate.errors()).isEmpty();
        var results = gate.real(repository, image, new CosignVerifier(() -> sigstore.now()), sigstore.trustedRoot())
                .judge(POD);
        assertThat(results).hasSize(1);
        return results.values().iterator().next();
    }

    @Test
    void verifiesKeylessSignaturesOfBothTypes() throws Exception {
        String workflow = TestIdentity.workflow("acme/app");
        assertThat(judge(classic("Cosign", keyless(workflow))).verdict()).isEqualTo(Verdict.FAIL);
        sigstore.signLegacy(repository, image, TestSigner.github("acme/app"));
        assertThat(judge(classic("Cosign", keyless(workflow))).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(classic("Cosign", keyless("https://github.com/acme/*")))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(classic("Cosign", keyless("https://github.com/other/*")))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(classic("SigstoreBundle", keyless(workflow))).verdict())
                .isEqualTo(Verdict.FAIL);
        sigstore.signBundle(repository, image, TestSigner.github("acme/app"));
        assertThat(judge(classic("SigstoreBundle", keyless(workflow))).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(classic("SigstoreBundle", keyless("https://github.com/acme/*")))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void verifiesKeysByCount() throws Exception {
        TestSigner one = TestSigner.key("P-256");
        TestSigner two = TestSigner.key("P-256");
        sigstore.signLegacy(repository, image, one);
        String keys = (one.pem() + "\n" + two.pem()).indent(10);
        String entries =
                "  entries:\n  - keys:\n      rekor: {url: 'https://rekor.test'}\n      publicKeys: |\n" + keys;
        assertThat(judge(classic("Cosign", "attestors:\n- count: 1\n" + entries))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(classic("Cosign", "attestors:\n-" + entries.substring(1)))
                        .verdict())
                .as("every key without count")
                .isEqualTo(Verdict.FAIL);
        sigstore.signLegacy(repository, image, two);
        assertThat(judge(classic("Cosign", "attestors:\n-" + entries.substring(1)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private void attest(TestSigner signer, String provenance, String scan, String sbom) {
        sigstore.attestLegacy(repository, image, signer, SLSA, provenance);
        sigstore.attestLegacy(repository, image, signer, VULN, scan);
        sigstore.attestLegacy(repository, image, signer, SPDX, sbom);
    }

    private PolicyResult attested(String file) throws Exception {
        Gatekeeper gate = new Gatekeeper().file(Path.of("src/test/resources/kyverno/" + file));
        assertThat(gate.errors()).isEmpty();
        return gate.real(repository, image, new CosignVerifier(() -> sigstore.now()), sigstore.trustedRoot())
                .judge(POD)
                .values()
                .iterator()
                .next();
    }

    @Test
    void asksForProvenanceScanAndSbom() throws Exception {
        for (String file : new String[] {"supply-chain-cluster-policy.yaml", "supply-chain-image-validating.yaml"}) {
            image();
            assertThat(attested(file).verdict()).as(file + " without").isEqualTo(Verdict.FAIL);
            attest(TestSigner.github("acme/app"), GOOD_PROVENANCE, CLEAN, SBOM);
            assertThat(attested(file)).as(file + " good").satisfies(r -> assertThat(r.verdict())
                    .as(r.reasons().toString())
                    .isEqualTo(Verdict.PASS));
            image();
            attest(TestSigner.github("acme/app"), GOOD_PROVENANCE, CRITICAL, SBOM);
            assertThat(attested(file).verdict()).as(file + " critical").isEqualTo(Verdict.FAIL);
            image();
            attest(TestSigner.github("acme/app"), GOOD_PROVENANCE.replace("builder\"}}", "laptop\"}}"), CLEAN, SBOM);
            assertThat(attested(file).verdict()).as(file + " builder").isEqualTo(Verdict.FAIL);
            image();
            sigstore.attestLegacy(repository, image, TestSigner.github("acme/app"), SLSA, GOOD_PROVENANCE);
            sigstore.attestLegacy(repository, image, TestSigner.github("acme/app"), VULN, CLEAN);
            assertThat(attested(file).verdict()).as(file + " no SBOM").isEqualTo(Verdict.FAIL);
            image();
            attest(TestSigner.github("evil/app"), GOOD_PROVENANCE, CLEAN, SBOM);
            assertThat(attested(file).verdict()).as(file + " forged").isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void oneStatementByAnotherSignerIsOneTooMany() throws Exception {
        attest(TestSigner.github("acme/app"), GOOD_PROVENANCE, CLEAN, SBOM);
        sigstore.attestLegacy(repository, image, TestSigner.github("evil/app"), SLSA, GOOD_PROVENANCE);
        assertThat(attested("supply-chain-cluster-policy.yaml").verdict()).isEqualTo(Verdict.FAIL);
    }

    /** Where there is a bundle nothing else counts, also where only the fallback tag tells of it. */
    @Test
    void aBundleHidesLegacySignatures() throws Exception {
        String policy = """
                apiVersion: policies.kyverno.io/v1
                kind: ImageValidatingPolicy
                metadata: {name: p}
                spec:
                  matchConstraints:
                    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
                  attestors:
                  - name: a
                    cosign:
                      keyless:
                        identities:
                        - {issuer: "%1$s", subject: "%2$s"}
                        - {issuer: "%1$s", subject: other}
                  validations:
                  - expression: images.containers.all(i, verifyImageSignatures(i, [attestors.a]) > 0)
                """.formatted(TestIdentity.GITHUB_ISSUER, TestIdentity.workflow("acme/app"));
        for (boolean api : new boolean[] {true, false}) {
            repository = api ? new MemoryRepository().withReferrersApi() : new MemoryRepository();
            image = repository.image("v1");
            sigstore.signLegacy(repository, image, TestSigner.github("acme/app"));
            assertThat(judge(policy).verdict()).isEqualTo(Verdict.PASS);
            sigstore.signBundle(repository, image, TestSigner.github("acme/app"));
            assertThat(judge(policy).verdict()).as("referrers API " + api).isNotEqualTo(Verdict.PASS);
        }
    }
}
