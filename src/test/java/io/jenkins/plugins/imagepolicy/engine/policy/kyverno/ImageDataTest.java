package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.GateRequest;
import io.jenkins.plugins.imagepolicy.engine.Gates;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What policies ask of images themselves, read from a registry through the gate: {@code imageRegistry} and {@code getImageData}. */
class ImageDataTest {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @TempDir
    private Path home;

    private LocalRegistry registry;
    private ArtefactStore store;

    @BeforeEach
    void start() throws Exception {
        registry = LocalRegistry.start(new LocalRegistry.Options(true, "", ""));
        store = ArtefactStore.of(registry.store(), "app");
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private static String config(String architecture, String user) {
        return "{\"architecture\": \"" + architecture + "\", \"os\": \"linux\", \"config\": {\"User\": \"" + user
                + "\"}, \"rootfs\": {\"type\": \"layers\", \"diff_ids\": []}}";
    }

    private int size(Digest child) {
        return store.tagged(child.toString()).map(bytes -> bytes.length).orElse(1);
    }

    private void index(String tag, String architecture, Digest child) {
        store.manifest(
                Optional.of(tag),
                INDEX,
                ("{\"schemaVersion\": 2, \"mediaType\": \"" + INDEX + "\", \"manifests\": [{\"mediaType\": \""
                                + "application/vnd.oci.image.manifest.v1+json\", \"digest\": \"" + child
                                + "\", \"size\": " + size(child)
                                + ", \"platform\": {\"os\": \"linux\", \"architecture\": \"" + architecture + "\"}}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String verdict(String policy, String tag) throws Exception {
        Files.writeString(home.resolve("policy.yaml"), policy.replace("HOST", registry.host()));
        Files.writeString(
                home.resolve("pod.yaml"),
                "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: x}, spec: {containers: [{name: c, image: '"
                        + registry.host() + "/app:" + tag + "'}]}}");
        GateReport report = Gates.run(GateRequest.builder()
                .directory(home.toString())
                .policies(List.of("policy.yaml"))
                .manifests(List.of("pod.yaml"))
                .insecureRegistries(List.of("http://" + registry.host()))
                .timeoutSeconds(60));
        assertThat(report.images()).as(Gates.diagnostics(report)).hasSize(1);
        return (report.verdict().toString().toLowerCase() + " "
                        + Gates.messages(report.images().get(0)))
                .strip();
    }

    private static final String CLASSIC = """
            apiVersion: kyverno.io/v1
            kind: ClusterPolicy
            metadata: {name: users}
            spec:
              rules:
              - name: r
                match: {any: [{resources: {kinds: [Pod]}}]}
                context:
                - name: data
                  imageRegistry: {reference: "{{ request.object.spec.containers[0].image }}", jmesPath: "JMESPATH"}
                preconditions:
                  all: [{key: "{{ data }}", operator: Equals, value: root}]
                verifyImages:
                - {imageReferences: ["HOST/*"], failureAction: Enforce, required: true}
            """;

    /** The rule refuses images of user root: nothing verifies them although they must be verified. */
    @Test
    void imageRegistryInContext() throws Exception {
        store.image("root", config("amd64", "root"));
        Digest child = store.image("user", config("amd64", "65532"));
        index("list", "amd64", child);
        String user = CLASSIC.replace("JMESPATH", "configData.config.User");
        assertThat(verdict(user, "root")).startsWith("fail").contains("unverified image");
        assertThat(verdict(user, "user")).contains("NO_POLICY_MATCHED");
        assertThat(verdict(user, "list")).contains("NO_POLICY_MATCHED");
        String repository = CLASSIC.replace("JMESPATH", "repository == 'app' && 'root' || 'other'");
        assertThat(verdict(repository, "user")).startsWith("fail").contains("unverified image");
        assertThat(verdict(CLASSIC.replace("JMESPATH", "nope.nope"), "user")).startsWith("error");
        String missing = CLASSIC.replace("{{ request.object.spec.containers[0].image }}", "HOST/app:missing");
        assertThat(verdict(missing.replace("JMESPATH", "configData"), "user"))
                .startsWith("fail")
                .contains("TAG_NOT_FOUND");
    }

    private static final String CEL = """
            apiVersion: policies.kyverno.io/v1
            kind: ImageValidatingPolicy
            metadata: {name: data}
            spec:
              matchConstraints:
                resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
              validationConfigurations: {required: false}
              attestors: []
              validations:
              - expression: "images.containers.all(i, EXPRESSION)"
                message: not as it must be
            """;

    @Test
    void imageDataInExpressions() throws Exception {
        store.image("root", config("amd64", "root"));
        Digest user = store.image("user", config("amd64", "65532"));
        index("list", "amd64", user);
        index("arm", "arm64", store.image("arm-child", config("arm64", "65532")));
        for (String name : List.of("getImageData", "image.GetMetadata", "image.getMetadata")) {
            String policy = CEL.replace("EXPRESSION", name + "(i).config.config.User != 'root'");
            assertThat(verdict(policy, "user")).isEqualTo("pass");
            assertThat(verdict(policy, "list")).isEqualTo("pass");
            assertThat(verdict(policy, "root")).startsWith("fail").contains("not as it must be");
        }
        String architecture = CEL.replace("EXPRESSION", "getImageData(i).config.architecture == 'amd64'");
        assertThat(verdict(architecture, "list")).isEqualTo("pass");
        assertThat(verdict(architecture, "arm-child")).startsWith("fail");
        assertThat(verdict(architecture, "arm")).startsWith("error").contains("no child with platform linux/amd64");
        assertThat(verdict(CEL.replace("EXPRESSION", "getImageData('HOST/app:missing') != null"), "user"))
                .startsWith("error");
        assertThat(verdict(CEL.replace("EXPRESSION", "getImageData(i).nope == 1"), "user"))
                .startsWith("error");
    }
}
