package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample policies of Kyverno's library and the blocks of its documentation. */
class SampleCasesTest {
    private static final String GENERATOR = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"
            + "generator_container_slsa3.yml@refs/tags/v1.9.0";
    /** Samples that today's validation refuses: they audit, and mutateDigest is true where it is not written. */
    private static final Set<String> AUDIT_AND_MUTATE = Set.of(
            "require-vulnerability-scan",
            "verify-image-cve-2022-42889",
            "verify-image-gcpkms",
            "verify-image-slsa",
            "verify-sbom-cyclonedx",
            "verify-tekton-taskrun-signatures",
            "verify-tekton-taskrun-vuln-scan");

    private LiveImages images;
    private Translation translation;
    private Path folder;

    @BeforeEach
    void samples() {
        folder = SharedCases.folder("kyverno/policies");
        images = new LiveImages();
        translation = new Translation(images, true);
    }

    @Test
    void loadsWhatTodaysValidationAdmits() throws Exception {
        List<String> refused = new ArrayList<>();
        int all = 0;
        for (Path file : yaml(folder)) {
            String name = file.getFileName().toString().replace(".yaml", "");
            if (!file.getParent().getFileName().toString().equals(name)) {
                continue;
            }
            all++;
            Cluster.Outcome outcome = new Cluster(images).apply(translation.documents(Files.readString(file)));
            if (!outcome.admitted()) {
                assertThat(outcome.why()).contains("mutateDigest must be set to false");
                refused.add(name);
            }
        }
        assertThat(refused).containsExactlyInAnyOrderElementsOf(AUDIT_AND_MUTATE);
        System.out.println("kyverno policies: " + all + "/" + all + " load or are refused as upstream does");
    }

    private static List<Path> yaml(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private Verdict judge(String sample, String resource, ObjectNode... companions) throws Exception {
        Cluster cluster = new Cluster(images);
        cluster.remember(List.of(companions));
        List<ObjectNode> policy = translation.documents(Files.readString(folder.resolve(sample)));
        for (JsonNode item : policy.get(0).at("/spec/rules/0/verifyImages")) {
            ((ObjectNode) item).put("mutateDigest", false).put("verifyDigest", false);
        }
        Cluster.Outcome loaded = cluster.apply(policy);
        assertThat(loaded.admitted()).as(loaded.why()).isTrue();
        List<PolicyResult> results =
                cluster.apply(translation.documents(resource)).results();
        assertThat(results).as(sample + " judges").isNotEmpty();
        return results.stream()
                .map(PolicyResult::verdict)
                .reduce(Verdict::worse)
                .orElseThrow();
    }

    private static String pod(String image) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: '" + image
                + "'}]}";
    }

    private static String tekton(String kind, String reference, String image) {
        return "apiVersion: tekton.dev/v1beta1\nkind: " + kind + "\nmetadata: {name: t}\nspec: {" + reference
                + ": {name: build, bundle: '" + image + "'}}";
    }

    private TestSigner keyless(String subject, String issuer) {
        return TestSigner.keyless(TestIdentity.uri(subject, issuer));
    }

    private void attest(String name, String tag, TestSigner signer, String type, String predicate) {
        images.sigstore().attestLegacy(images.repository(name), images.ensure(name, tag), signer, type, predicate);
    }

    @Test
    void signatures() throws Exception {
        String sample = "other/verify-image/verify-image.yaml";
        assertThat(judge(sample, pod("ghcr.io/kyverno/test-verify-image:unsigned")))
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(sample, pod("ghcr.io/kyverno/test-verify-image:signed")))
                .isEqualTo(Verdict.PASS);
        String ivpol = "other/verify-image-ivpol/verify-image-ivpol.yaml";
        assertThat(judge(ivpol, Files.readString(folder.resolve("other/verify-image-ivpol/.chainsaw-test/good.yaml"))))
                .isEqualTo(Verdict.PASS);
        assertThat(judge(ivpol, Files.readString(folder.resolve("other/verify-image-ivpol/.chainsaw-test/bad.yaml"))))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void fluxImagesByTheirWorkflow() throws Exception {
        for (Path file : yaml(folder.resolve("flux/verify-flux-images/.chainsaw-test"))) {
            if (!file.getFileName().toString().startsWith("pod-")) {
                continue;
            }
            String text = Files.readString(file).replace("replacethistag", "v1.0.0");
            String image = text.substring(text.indexOf("ghcr.io/"), text.indexOf(":v1.0.0"));
            String sample = "flux/verify-flux-images/verify-flux-images.yaml";
            assertThat(judge(sample, text)).as("unsigned").isEqualTo(Verdict.WARN);
            TestSigner flux = keyless(
                    "https://github.com/fluxcd/x/.github/workflows/release.yml@refs/tags/v1",
                    TestIdentity.GITHUB_ISSUER);
            images.sigstore().signLegacy(images.repository(image), images.ensure(image, "v1.0.0"), flux);
            assertThat(judge(sample, text)).as(image).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void twoKeysOneOfThemOfTheNamespace() throws Exception {
        String sample = "other/verify-image-with-multi-keys/verify-image-with-multi-keys.yaml";
        TestSigner production = TestSigner.key("P-256");
        TestSigner team = TestSigner.key("P-256");
        ObjectNode keys = translation
                .documents("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: keys, namespace: default}\ndata: {}")
                .get(0);
        keys.withObject("/data").put("production", production.pem()).put("default", team.pem());
        String name = "ghcr.io/myorg/myimage";
        images.sigstore().signLegacy(images.repository(name), images.ensure(name, "v1"), production);
        assertThat(judge(sample, pod(name + ":v1"), keys)).as("one of two").isEqualTo(Verdict.FAIL);
        images.sigstore().signLegacy(images.repository(name), images.ensure(name, "v1"), team);
        assertThat(judge(sample, pod(name + ":v1"), keys)).isEqualTo(Verdict.PASS);
        keys.withObject("/data").remove("default");
        assertThat(judge(sample, pod(name + ":v1"), keys))
                .as("no key for the namespace")
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void attestationsWithConditions() throws Exception {
        TestSigner slsa = keyless(GENERATOR, TestIdentity.GITHUB_ISSUER);
        String sample = "other/verify-image-slsa/verify-image-slsa.yaml";
        assertThat(judge(sample, pod("myreg.org/path/repo:none"))).isEqualTo(Verdict.WARN);
        attest(
                "myreg.org/path/repo",
                "good",
                slsa,
                LiveImages.SLSA_V02,
                "{\"builder\": {\"id\": \"" + GENERATOR + "\"}}");
        assertThat(judge(sample, pod("myreg.org/path/repo:good"))).isEqualTo(Verdict.PASS);
        attest("myreg.org/path/repo", "bad", slsa, LiveImages.SLSA_V02, "{\"builder\": {\"id\": \"https://laptop\"}}");
        assertThat(judge(sample, pod("myreg.org/path/repo:bad"))).isEqualTo(Verdict.WARN);

        String sbom = "other/verify-sbom-cyclonedx/verify-sbom-cyclonedx.yaml";
        TestSigner mine = TestSigner.keyless(TestIdentity.email("mysubject", TestIdentity.GITHUB_ISSUER));
        String type = "https://cyclonedx.org/schema";
        attest("myreg.org/path/repo", "sbom", mine, type, "{\"Data\": {\"bomFormat\": \"CycloneDX\"}}");
        assertThat(judge(sbom, pod("myreg.org/path/repo:sbom"))).isEqualTo(Verdict.PASS);
        attest("myreg.org/path/repo", "direct", mine, type, "{\"bomFormat\": \"CycloneDX\"}");
        assertThat(judge(sbom, pod("myreg.org/path/repo:direct")))
                .as("SBOM in the predicate")
                .isEqualTo(Verdict.WARN);

        String cve = "other/verify-image-cve-2022-42889/verify-image-cve-2022-42889.yaml";
        TestSigner other = TestSigner.keyless(TestIdentity.email("mysubject", "myissuer"));
        String some = "myreg.org/myrepo/someimage";
        attest(some, "old", other, type, "{\"components\": [{\"name\": \"commons-text\", \"version\": \"1.9\"}]}");
        assertThat(judge(cve, pod(some + ":old"))).isEqualTo(Verdict.WARN);
        attest(some, "new", other, type, "{\"components\": [{\"name\": \"commons-text\", \"version\": \"1.10\"}]}");
        assertThat(judge(cve, pod(some + ":new"))).isEqualTo(Verdict.PASS);

        String scan = "other/require-vulnerability-scan/require-vulnerability-scan.yaml";
        TestSigner repo = keyless(
                "https://github.com/myorg/myrepo/.github/workflows/scan.yml@refs/heads/main",
                TestIdentity.GITHUB_ISSUER);
        String now = images.sigstore().now().minusSeconds(3600).toString();
        String old = images.sigstore().now().minusSeconds(8 * 24 * 3600).toString();
        String scanned = "{\"metadata\": {\"scanFinishedOn\": \"%s\"}}";
        attest("ghcr.io/myorg/myrepo", "new", repo, LiveImages.VULNERABILITIES, scanned.formatted(now));
        assertThat(judge(scan, pod("ghcr.io/myorg/myrepo:new"))).isEqualTo(Verdict.PASS);
        attest("ghcr.io/myorg/myrepo", "old", repo, LiveImages.VULNERABILITIES, scanned.formatted(old));
        assertThat(judge(scan, pod("ghcr.io/myorg/myrepo:old"))).isEqualTo(Verdict.WARN);
    }

    @Test
    void tektonBundlesByExtractors() throws Exception {
        String key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEahmSvGFmxMJABilV1usgsw6ImcQ/"
                + "gDaxw57Sq+uNGHW8Q3zUSx46PuRqdTI+4qE3Ng2oFZgLMpFN/qMrP0MQQg==";
        images.sigstore()
                .signLegacy(
                        images.repository("ghcr.io/acme/bundle"),
                        images.ensure("ghcr.io/acme/bundle", "signed"),
                        images.signer(key));
        for (String[] sample : new String[][] {
            {
                "tekton/verify-tekton-pipeline-bundle-signatures/verify-tekton-pipeline-bundle-signatures.yaml",
                "PipelineRun",
                "pipelineRef",
                "FAIL"
            },
            {
                "tekton/verify-tekton-taskrun-signatures/verify-tekton-taskrun-signatures.yaml",
                "TaskRun",
                "taskRef",
                "WARN"
            }
        }) {
            assertThat(judge(sample[0], tekton(sample[1], sample[2], "ghcr.io/acme/bundle:signed")))
                    .isEqualTo(Verdict.PASS);
            assertThat(judge(sample[0], tekton(sample[1], sample[2], "ghcr.io/acme/bundle:unsigned")))
                    .isEqualTo(Verdict.valueOf(sample[3]));
        }
    }

    /** Whether a block of the documentation loads, and if not the code of the refusal: no block may break the loader. */
    @Test
    void blocksOfTheDocumentation() throws Exception {
        Path website = SharedCases.folder("kyverno/website");
        Map<String, String> outcomes = new TreeMap<>();
        for (Path file : yaml(website)) {
            String text = Files.readString(file);
            Cluster cluster = new Cluster(images);
            List<ObjectNode> documents;
            try {
                documents = new Translation(images, false).documents(text);
            } catch (IllegalArgumentException e) {
                outcomes.put(website.relativize(file).toString(), "YAML");
                continue;
            }
            cluster.remember(documents);
            List<Diagnostic> errors = cluster.load().diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .toList();
            outcomes.put(
                    website.relativize(file).toString(),
                    errors.isEmpty() ? "loads" : errors.get(0).code());
        }
        System.out.println("kyverno website: "
                + outcomes.values().stream().filter("loads"::equals).count() + " of " + outcomes.size()
                + " blocks load, others are refused for a reason");
        assertThat(outcomes).hasSize(49).doesNotContainValue("YAML");
        Set<String> notary = Set.of("notary-01", "notary-02", "notary-03", "aws-irsa-01", "kyverno-1-11-released-01");
        outcomes.forEach((file, outcome) -> {
            if (notary.stream().anyMatch(file::contains)) {
                assertThat(outcome).as(file).isEqualTo("UNSUPPORTED");
            }
        });
        assertThat(outcomes.values().stream().filter("loads"::equals)).hasSize(21);
    }
}
