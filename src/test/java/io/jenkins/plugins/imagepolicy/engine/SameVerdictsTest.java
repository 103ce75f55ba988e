package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.DockerRegistry;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate says of an image depends on the image: not on who serves it, how it is locked, or what a cache holds. */
class SameVerdictsTest {
    private static final Map<String, String> EXPECTED = Map.of(
            "legacy", "PASS []",
            "bundle", "PASS []",
            "other-legacy", "FAIL [SIGNED_BY_OTHER, UNSIGNED]",
            "other-bundle", "FAIL [UNSIGNED, SIGNED_BY_OTHER]",
            "unsigned", "FAIL [UNSIGNED]",
            "moved", "FAIL [UNSIGNED]");

    @FunctionalInterface
    private interface Repositories {
        ArtefactStore at(String path) throws IOException;
    }

    @TempDir
    private Path folder;

    private final Map<String, Digest> images = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inARegistryWithTheReferrersApiAndInOneWithout(boolean referrersApi) throws Exception {
        try (TestRegistry registry = TestRegistry.plain(new LocalRegistry.Options(referrersApi, "", ""))) {
            fill(path -> ArtefactStore.of(registry.store(), path));
            GateRequest.Builder request = request(registry.host()).insecureRegistries(List.of(registry.plainHost()));
            assertThat(verdicts(request, registry.host())).as("cold").isEqualTo(EXPECTED);
            registry.forget();
            assertThat(verdicts(request, registry.host())).as("warm").isEqualTo(EXPECTED);
            assertThat(registry.count("/manifests/sha256:") + registry.count("/blobs/"))
                    .as("reads of what cannot change")
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void inDockerRegistry(DockerRegistry.Lock lock) throws Exception {
        assumeTrue(DockerRegistry.isInstalled("docker-registry"), "skipped: docker-registry is not installed");
        try (DockerRegistry registry = new DockerRegistry(folder.resolve("registry"), lock)) {
            fill(registry::store);
            GateRequest.Builder request = request(registry.host());
            if (lock == DockerRegistry.Lock.OPEN) {
                request.insecureRegistries(List.of("http://" + registry.host()));
            } else {
                request.caCertificates(List.of(registry.authority().toString()))
                        .registryConfig(dockerConfig(registry.host()));
            }
            assertThat(verdicts(request, registry.host())).as("cold").isEqualTo(EXPECTED);
            assertThat(verdicts(request, registry.host())).as("warm").isEqualTo(EXPECTED);
        }
    }

    @Test
    void whatACacheHoldsOutlivesNoChangeOfASignature() throws Exception {
        try (TestRegistry registry = TestRegistry.plain(new LocalRegistry.Options(false, "", ""))) {
            fill(path -> ArtefactStore.of(registry.store(), path));
            GateRequest.Builder request = request(registry.host()).insecureRegistries(List.of(registry.plainHost()));
            assertThat(verdicts(request, registry.host())).isEqualTo(EXPECTED);

            sign(
                    ArtefactStore.of(registry.store(), "fleet/unsigned"),
                    images.get("unsigned"),
                    TestSigner.key("P-256"),
                    true);

            assertThat(verdicts(request, registry.host()))
                    .containsEntry("unsigned", "FAIL [SIGNED_BY_OTHER, UNSIGNED]");
        }
    }

    private void fill(Repositories repositories) throws IOException {
        TestSigner good = TestSigner.key("P-256");
        TestSigner other = TestSigner.key("P-256");
        for (String name : EXPECTED.keySet()) {
            images.put(name, repositories.at("fleet/" + name).image(name));
        }
        sign(repositories.at("fleet/legacy"), images.get("legacy"), good, true);
        sign(repositories.at("fleet/bundle"), images.get("bundle"), good, false);
        sign(repositories.at("fleet/other-legacy"), images.get("other-legacy"), other, true);
        sign(repositories.at("fleet/other-bundle"), images.get("other-bundle"), other, false);
        // A good signature of another image, in the repository of this one.
        sign(repositories.at("fleet/moved"), images.get("legacy"), good, true);
        Files.writeString(
                folder.resolve("policy.yaml"), """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata: {name: fleet}
                spec:
                  images: [{glob: "**"}]
                  authorities:
                  - signatureFormat: legacy
                    key:
                      data: |
                %1$s
                  - signatureFormat: bundle
                    key:
                      data: |
                %1$s
                """.formatted(good.pem().strip().indent(8)));
    }

    private static void sign(ArtefactStore store, Digest image, TestSigner signer, boolean legacy) {
        TestSigstore sigstore = TestSigstore.create();
        (legacy ? sigstore.legacySignature(image, signer) : sigstore.bundleSignature(image, signer))
                .withoutLog()
                .push(store);
    }

    private GateRequest.Builder request(String host) {
        return GateRequest.builder()
                .directory(folder.toString())
                .policies(List.of("policy.yaml"))
                .images(images.entrySet().stream()
                        .map(image -> host + "/fleet/" + image.getKey() + "@" + image.getValue())
                        .toList())
                .options(Map.of("cache-dir", folder.resolve("cache").toString()))
                .offline(true);
    }

    private static Map<String, String> verdicts(GateRequest.Builder request, String host) throws InterruptedException {
        GateReport report = Gates.run(request);
        Map<String, String> verdicts = new LinkedHashMap<>();
        report.images()
                .forEach(image -> verdicts.put(
                        image.image().replaceFirst(".*/fleet/([^@]*)@.*", "$1"),
                        image.verdict() + " " + Gates.codes(image)));
        assertThat(report.images()).as(Gates.diagnostics(report)).isNotEmpty();
        return verdicts;
    }

    private String dockerConfig(String host) throws IOException {
        String pair = DockerRegistry.USER + ":" + DockerRegistry.PASSWORD;
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return Files.writeString(
                        folder.resolve("config.json"), "{\"auths\":{\"" + host + "\":{\"auth\":\"" + auth + "\"}}}")
                .toString();
    }
}
