package io.jenkins.plugins.imagepolicy.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.util.Secret;
import io.jenkins.plugins.imagepolicy.engine.GateRequest;
import io.jenkins.plugins.imagepolicy.engine.GivenIdentities;
import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.SecretEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the step asks of the engine. */
class RequestWriterTest {
    @TempDir
    Path folder;

    private final ImagePolicyConfiguration defaults = new ImagePolicyConfiguration();
    private FakeRun run;
    private String asked;

    @BeforeEach
    void startBuild() {
        Fakes.reset();
        run = new FakeJob(folder).build();
    }

    @Test
    void writesARequestThatTheEngineUnderstands() throws Exception {
        Fakes.login("hub", "robot", "pass-word");
        Fakes.token("token", "t0ken-text");
        Fakes.file("root", "{\"mediaType\":\"x\"}");
        Fakes.token("key", "-----BEGIN PUBLIC KEY-----");
        VerifyImagePolicyStep step = new VerifyImagePolicyStep("policies/**, more/*.yaml");
        step.setImages(List.of("ghcr.io/${NAME}:1"));
        step.setImageFiles("target/jib-image.json");
        step.setManifests("deploy/**/*.yaml");
        step.setLayouts("build/oci/*");
        step.setNamespace("apps");
        RegistryEntry hub = new RegistryEntry("ghcr.io");
        hub.setCredentialsId("hub");
        RegistryEntry local = new RegistryEntry("localhost:5000");
        local.setInsecure(true);
        RegistryEntry global = new RegistryEntry("GHCR.io");
        global.setCredentialsId("missing, but the step's own entry counts");
        RegistryEntry other = new RegistryEntry("quay.io");
        other.setCredentialsId("token");
        defaults.setRegistries(List.of(global, other));
        step.setRegistries(List.of(hub, local));
        step.setSecrets(List.of(new SecretEntry("cosign-system/release", "key")));
        step.setTrustRoot("root");
        step.setWaivers("waivers.yaml");
        step.setNoMatch("warn");
        step.setTimeoutSeconds(90);
        defaults.setOffline(true);
        verify(step, new EnvVars(Map.of("NAME", "example")));

        GateRequest request = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(asked, GateRequest.class);
        assertThat(request.directory()).isEqualTo(workspace().getRemote());
        assertThat(request.policies()).containsExactly("policies/**", "more/*.yaml", "secret cosign-system/release");
        assertThat(request.images()).containsExactly("ghcr.io/example:1");
        assertThat(request.imageFiles()).containsExactly("target/jib-image.json");
        assertThat(request.manifests()).containsExactly("deploy/**/*.yaml");
        assertThat(request.layouts()).containsExactly("build/oci/*");
        assertThat(request.namespace()).isEqualTo("apps");
        assertThat(request.registries())
                .containsExactlyInAnyOrder(
                        new GateRequest.RegistryEntry("ghcr.io", "robot", "pass-word"),
                        new GateRequest.RegistryEntry("quay.io", "", "t0ken-text"));
        assertThat(request.insecureRegistries()).containsExactly("localhost:5000");
        assertThat(request.trustRoot()).isEqualTo("trusted root root");
        assertThat(request.files())
                .containsEntry("trusted root root", "{\"mediaType\":\"x\"}")
                .containsEntry("secret cosign-system/release", "-----BEGIN PUBLIC KEY-----");
        assertThat(request.waivers()).isEqualTo("waivers.yaml");
        assertThat(request.noMatch()).isEqualTo("warn");
        assertThat(request.offline()).isTrue();
        assertThat(request.timeoutSeconds()).isEqualTo(90);
        assertThat(request.options()).containsOnly(Map.entry("confined", "true"));
    }

    @Test
    void givesTheEngineTheCertificateForARegistry() throws Exception {
        CredentialsProvider.STORE.add(new DockerServerCredentials("tls", Secret.of("key"), "certificate", "authority"));
        VerifyImagePolicyStep step = step();
        RegistryEntry registry = new RegistryEntry("ghcr.io");
        registry.setCredentialsId("tls");
        step.setRegistries(List.of(registry));
        verify(step, new EnvVars());
        GateRequest request = new ObjectMapper().readValue(asked, GateRequest.class);
        assertThat(request.files())
                .isEqualTo(GivenIdentities.entries("ghcr.io", new ClientIdentity("certificate", "key", "authority")));
        assertThat(request.registries()).isEmpty();
    }

    @Test
    void keepsToTheWorkspace() {
        for (String path :
                List.of("/etc/passwd", "../secrets/*", "a/../../b", "C:\\secrets", "..\\x", "\\\\host\\share")) {
            VerifyImagePolicyStep step = new VerifyImagePolicyStep(path);
            step.setImages(List.of("a:1"));
            assertThatThrownBy(() -> verify(step, new EnvVars()))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining("leads out of the workspace");
        }
    }

    @Test
    void refusesToVerifyNothing() {
        assertThatThrownBy(() -> verify(new VerifyImagePolicyStep("policies/**"), new EnvVars()))
                .hasMessageContaining("nothing to verify");
        VerifyImagePolicyStep step = step();
        assertThatThrownBy(() -> verify(withImages(new VerifyImagePolicyStep(" ")), new EnvVars()))
                .hasMessageContaining("Name the files with the policies");
        assertThatThrownBy(() -> step.setOnError("ignore"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'ignore' is no value of onError; write one of warn, unstable, fail");
        assertThatThrownBy(() -> step.setNoMatch("pass")).hasMessageContaining("deny, warn, allow");
    }

    @Test
    void refusesATrustRootThatIsNowhere() throws Exception {
        VerifyImagePolicyStep step = step();
        step.setTrustRoot("trusted_root.json");
        assertThatThrownBy(() -> verify(step, new EnvVars()))
                .hasMessageContaining("neither a file in the workspace nor the id of a secret file");
        Files.writeString(folder.resolve("trusted_root.json"), "{}");
        verify(step, new EnvVars());
        assertThat(asked).contains("\"trustRoot\":\"trusted_root.json\"");
        defaults.setTrustRootCredentialsId("gone");
        assertThatThrownBy(() -> verify(step(), new EnvVars())).hasMessageContaining("'gone'");
    }

    private void verify(VerifyImagePolicyStep step, EnvVars environment) throws Exception {
        String report =
                new Reports().image("ghcr.io/example/app:1", "pass", null).json();
        new BuildGate(run, new Fakes.Log(), defaults, (workspace, request, listener, redactor) -> {
                    asked = request;
                    return report;
                })
                .verify(step, workspace(), environment);
    }

    private FilePath workspace() {
        return new FilePath(folder.toFile());
    }

    private static VerifyImagePolicyStep step() {
        return withImages(new VerifyImagePolicyStep("policies/**"));
    }

    private static VerifyImagePolicyStep withImages(VerifyImagePolicyStep step) {
        step.setImages(List.of("ghcr.io/example/app:1"));
        return step;
    }
}
