package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.SharedCases;
import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index is judged by its own digest, and on request by those of its platforms too. */
class EachPlatformTest {
    @TempDir
    private Path directory;

    private final TestSigstore sigstore = TestSigstore.create();
    private final TestSigner owner = TestSigner.key("P-256");
    private LocalRegistry registry;
    private ArtefactStore store;
    private Digest amd64;
    private Digest arm64;
    private Digest index;

    @BeforeEach
    void push() throws Exception {
        registry = LocalRegistry.start(new LocalRegistry.Options(false, "", ""));
        store = ArtefactStore.of(registry.store(), "app");
        amd64 = store.image("amd64");
        arm64 = store.image("arm64");
        Digest attestation = store.image("attestation");
        String json = "{\"schemaVersion\":2,\"mediaType\":\"" + ArtefactStore.OCI_INDEX + "\",\"manifests\":["
                + child(amd64, "linux", "amd64") + "," + child(arm64, "linux", "arm64") + ","
                + child(attestation, "unknown", "unknown") + "]}";
        index = store.manifest(Optional.of("v1"), ArtefactStore.OCI_INDEX, json.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theIndexAloneSuffices() throws Exception {
        sign(index);
        ImageReport image = judge(Map.of());
        assertThat(image.verdict()).as(Gates.messages(image)).isEqualTo(Verdict.PASS);
        assertThat(image.platforms()).containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    void platformsAloneDoNot() throws Exception {
        sign(amd64);
        sign(arm64);
        for (String asked : List.of("false", "true")) {
            assertThat(judge(Map.of("each-platform", asked)).verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void eachPlatformMustSatisfyWhenAsked() throws Exception {
        sign(index);
        sign(amd64);
        ImageReport refused = judge(Map.of("each-platform", "true"));
        assertThat(refused.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Gates.codes(refused)).containsExactly("UNSIGNED");
        assertThat(Gates.messages(refused))
                .contains("linux/arm64 " + arm64)
                .doesNotContain("linux/amd64")
                .doesNotContain("unknown");
        sign(arm64);
        ImageReport accepted = judge(Map.of("each-platform", "true"));
        assertThat(accepted.verdict()).as(Gates.messages(accepted)).isEqualTo(Verdict.PASS);
    }

    @Test
    void aPlatformThatIsGoneIsAnError() throws Exception {
        Digest gone = Digest.of(new byte[0]);
        String json = "{\"schemaVersion\":2,\"mediaType\":\"" + ArtefactStore.OCI_INDEX + "\",\"manifests\":["
                + child(gone, "linux", "amd64") + "]}";
        sign(store.manifest(Optional.of("v1"), ArtefactStore.OCI_INDEX, json.getBytes(StandardCharsets.UTF_8)));
        assertThat(judge(Map.of()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Map.of("each-platform", "true")).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void anotherAnswerIsAnError() throws Exception {
        GateReport report = Gates.run(request(Map.of("each-platform", "yes")));
        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Gates.diagnostics(report)).contains("each-platform takes true or false");
    }

    @Test
    void realCosignSignsAllWithRecursive() throws Exception {
        Path folder = SharedCases.folder("sigstore/private-sigstore").toAbsolutePath();
        policy(Files.readString(folder.resolve("cosign.pub")));
        GateReport report = Gates.run(GateRequest.builder()
                .directory(directory.toString())
                .policies(List.of("policy.yaml"))
                .layouts(List.of(folder.resolve("oci/c2-index-recursive").toString()))
                .options(Map.of("each-platform", "true"))
                .offline(true));
        assertThat(report.verdict()).as(Gates.messages(report.images().get(0))).isEqualTo(Verdict.PASS);
    }

    private void sign(Digest image) {
        sigstore.legacySignature(image, owner).withoutLog().push(store);
    }

    private ImageReport judge(Map<String, String> options) throws Exception {
        GateReport report = Gates.run(request(options));
        assertThat(report.images()).as(Gates.diagnostics(report)).hasSize(1);
        return report.images().get(0);
    }

    private GateRequest.Builder request(Map<String, String> options) throws Exception {
        policy(owner.pem());
        return GateRequest.builder()
                .directory(directory.toString())
                .policies(List.of("policy.yaml"))
                .images(List.of(registry.host() + "/app:v1"))
                .insecureRegistries(List.of("http://" + registry.host()))
                .options(options)
                .offline(true);
    }

    private void policy(String key) throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata:
                  name: signed
                spec:
                  images:
                    - glob: "**"
                  authorities:
                    - key:
                        data: |
                %s""".formatted(key.indent(10)));
    }

    private static String child(Digest digest, String os, String architecture) {
        return "{\"mediaType\":\"" + ArtefactStore.OCI_MANIFEST + "\",\"digest\":\"" + digest
                + "\",\"size\":1,\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}}";
    }
}
