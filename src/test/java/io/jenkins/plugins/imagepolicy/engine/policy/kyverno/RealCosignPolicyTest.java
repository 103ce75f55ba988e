package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.GateRequest;
import io.jenkins.plugins.imagepolicy.engine.Gates;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.signature.cosign.RealCosign;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Provenance from one builder, no critical vulnerability and an SPDX SBOM, asked of images that real cosign attested in a live
 * registry, through the gate.
 */
class RealCosignPolicyTest {
    private static final String PROVENANCE = "{\"buildDefinition\": {\"buildType\": \"https://example.com/build\","
            + " \"externalParameters\": {}}, \"runDetails\": {\"builder\": {\"id\": \"https://github.com/acme/%s\"}}}";
    private static final String SCAN = "{\"invocation\": {\"uri\": \"https://ci\", \"event_id\": \"1\"}, \"scanner\":"
            + " {\"uri\": \"pkg:trivy\", \"version\": \"1\", \"result\": {\"vulnerabilities\": [{\"id\": \"CVE-1\","
            + " \"severity\": \"%s\"}]}}, \"metadata\": {\"scanStartedOn\": \"2026-01-01T00:00:00Z\","
            + " \"scanFinishedOn\": \"2026-01-01T00:01:00Z\"}}";
    private static final String SBOM = "{\"spdxVersion\": \"SPDX-2.3\", \"SPDXID\": \"SPDXRef-DOCUMENT\","
            + " \"name\": \"app\", \"documentNamespace\": \"https://example.com/app\"}";

    @TempDir
    private Path home;

    private RealCosign cosign;
    private boolean bundle;

    @ParameterizedTest(name = "cosign {0}, bundles {1}")
    @CsvSource({"2, false", "3, true"})
    void asksForProvenanceScanAndSbom(int version, boolean bundles) throws Exception {
        cosign = RealCosign.find(version, home);
        bundle = bundles;
        succeed(List.of(
                "generate-key-pair", "--output-key-prefix", home.resolve("k").toString()));
        String pem = Files.readString(home.resolve("k.pub"));
        try (LocalRegistry registry = LocalRegistry.start(new LocalRegistry.Options(true, "", ""))) {
            String good = image(registry, "good", "builder", "LOW", true);
            String laptop = image(registry, "laptop", "laptop", "LOW", true);
            String critical = image(registry, "critical", "builder", "CRITICAL", true);
            String bare = image(registry, "bare", "builder", "LOW", false);
            for (String policy : List.of(clusterPolicy(pem), imageValidatingPolicy(pem))) {
                assertThat(verdict(registry, policy, good)).isEqualTo("pass");
                String rejected =
                        policy.contains("ClusterPolicy") ? "fail ATTESTATION_REJECTED" : "fail POLICY_REJECTED";
                assertThat(verdict(registry, policy, laptop)).isEqualTo(rejected);
                assertThat(verdict(registry, policy, critical)).isEqualTo(rejected);
                assertThat(verdict(registry, policy, bare)).contains("fail ATTESTATION_MISSING");
            }
            succeed(List.of(
                    "generate-key-pair",
                    "--output-key-prefix",
                    home.resolve("o").toString()));
            String other = Files.readString(home.resolve("o.pub"));
            assertThat(verdict(registry, clusterPolicy(other), good)).startsWith("fail");
            assertThat(verdict(registry, imageValidatingPolicy(other), good)).startsWith("fail");
        }
    }

    private void succeed(List<String> arguments) {
        assertThat(cosign.run(arguments, "")).as(cosign.output()).isZero();
    }

    private String image(LocalRegistry registry, String name, String builder, String severity, boolean sbom)
            throws Exception {
        Digest digest = ArtefactStore.of(registry.store(), name).image("v1");
        String reference = registry.host() + "/" + name + "@" + digest;
        attest("slsaprovenance1", PROVENANCE.formatted(builder), reference);
        attest("vuln", SCAN.formatted(severity), reference);
        if (sbom) {
            attest("spdxjson", SBOM, reference);
        }
        return reference;
    }

    private void attest(String type, String predicate, String reference) throws Exception {
        Path file = Files.writeString(home.resolve("predicate.json"), predicate);
        List<String> arguments =
                new ArrayList<>(List.of("attest", "--key", home.resolve("k.key").toString()));
        arguments.addAll(List.of("--allow-http-registry", "--allow-insecure-registry", "--tlog-upload=false", "-y"));
        if (bundle) {
            arguments.addAll(List.of("--use-signing-config=false", "--new-bundle-format=true"));
        }
        arguments.addAll(List.of("--type", type, "--predicate", file.toString(), reference));
        succeed(arguments);
    }

    private String verdict(LocalRegistry registry, String policy, String image) throws Exception {
        Files.writeString(home.resolve("policy.yaml"), policy);
        GateReport report = Gates.run(GateRequest.builder()
                .directory(home.toString())
                .policies(List.of("policy.yaml"))
                .images(List.of(image))
                .insecureRegistries(List.of("http://" + registry.host()))
                .timeoutSeconds(60));
        assertThat(report.images()).as(Gates.diagnostics(report)).hasSize(1);
        String codes = String.join(" ", Gates.codes(report.images().get(0)));
        return (report.verdict().toString().toLowerCase() + " " + codes).strip();
    }

    private String clusterPolicy(String pem) {
        String attestation = """
                - type: %s
                  attestors:
                  - entries:
                    - keys:
                        rekor: {url: "https://rekor.sigstore.dev", ignoreTlog: true}
                        ctlog: {ignoreSCT: true}
                        publicKeys: |
                %s
                  conditions:
                  - all: [{key: "%s", operator: Equals, value: %s}]
                """;
        String keys = pem.strip().indent(10).stripTrailing();
        return """
                apiVersion: kyverno.io/v1
                kind: ClusterPolicy
                metadata: {name: supply-chain}
                spec:
                  rules:
                  - name: attested
                    match: {any: [{resources: {kinds: [Pod]}}]}
                    verifyImages:
                    - imageReferences: ["*"]
                      failureAction: Enforce
                      type: %s
                      attestations:
                """.formatted(bundle ? "SigstoreBundle" : "Cosign")
                + (attestation.formatted(
                                        "https://slsa.dev/provenance/v1",
                                        keys,
                                        "{{ runDetails.builder.id }}",
                                        "https://github.com/acme/builder")
                                + attestation.formatted(
                                        "https://cosign.sigstore.dev/attestation/vuln/v1",
                                        keys,
                                        "{{ scanner.result.vulnerabilities[?severity == 'CRITICAL'] | length(@) }}",
                                        "0")
                                + attestation.formatted(
                                        "https://spdx.dev/Document", keys, "{{ SPDXID }}", "SPDXRef-DOCUMENT"))
                        .indent(6);
    }

    private static String imageValidatingPolicy(String pem) {
        return """
                apiVersion: policies.kyverno.io/v1
                kind: ImageValidatingPolicy
                metadata: {name: supply-chain}
                spec:
                  matchConstraints:
                    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
                  attestors:
                  - name: release
                    cosign:
                      ctlog: {insecureIgnoreTlog: true, insecureIgnoreSCT: true}
                      key:
                        data: |
                %s
                  attestations:
                  - {name: slsa, intoto: {type: "https://slsa.dev/provenance/v1"}}
                  - {name: scan, intoto: {type: "https://cosign.sigstore.dev/attestation/vuln/v1"}}
                  - {name: sbom, intoto: {type: "https://spdx.dev/Document"}}
                  validations:
                  - expression: images.containers.all(i, verifyAttestationSignatures(i, attestations.slsa, [attestors.release]) > 0)
                  - expression: images.containers.all(i, verifyAttestationSignatures(i, attestations.scan, [attestors.release]) > 0)
                  - expression: images.containers.all(i, verifyAttestationSignatures(i, attestations.sbom, [attestors.release]) > 0)
                  - expression: images.containers.all(i, extractPayload(i, attestations.slsa).predicate.runDetails.builder.id == 'https://github.com/acme/builder')
                    message: built elsewhere
                  - expression: images.containers.all(i, !extractPayload(i, attestations.scan).predicate.scanner.result.vulnerabilities.exists(v, v.severity == 'CRITICAL'))
                    message: there are critical vulnerabilities
                  - expression: images.containers.all(i, extractPayload(i, attestations.sbom).predicate.SPDXID == 'SPDXRef-DOCUMENT')
                """.formatted(pem.strip().indent(10).stripTrailing());
    }
}
