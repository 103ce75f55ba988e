package io.jenkins.plugins.imagepolicy.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.thoughtworks.xstream.XStream;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.SecretEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freestyle jobs as other versions, people and Job DSL write them into config.xml. */
class StoredStepTest {
    private static final String STEP = "io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyStep";
    private static final String REGISTRY = "io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry";

    @TempDir
    Path folder;

    private final Fakes.Log log = new Fakes.Log();

    @BeforeEach
    void forget() {
        Fakes.reset();
    }

    @Test
    void runsAStepThatLacksTheFieldsOfLaterVersions() throws Exception {
        VerifyImagePolicyStep step = read("<policies>p/**</policies><images><string>a:1</string></images>");
        assertThat(step.getRegistries()).isEmpty();
        assertThat(step.getSecrets()).isEmpty();
        assertThat(step.getTrustRoot()).isEmpty();
        assertThat(step.getOnViolation()).isEmpty();
        verify(step).apply(mark -> {});
        assertThat(log.text()).contains("PASS      a:1");
    }

    @Test
    void neverLosesAGateThatCannotRun() throws Exception {
        for (String stored : List.of(
                "<policies>p/**</policies><images><string>a:1</string></images><noMatch>ignore</noMatch>",
                "<policies>p/**</policies><images><string>a:1</string></images><onViolation>never</onViolation>",
                "<policies>p/**</policies><images><string>a:1</string></images><onError>pass</onError>",
                "<policies>p/**</policies><images><string>a:1</string></images><registries><" + REGISTRY
                        + "/></registries>",
                "<policies>p/**</policies><images><null/></images>",
                "<images><string>a:1</string></images>",
                "")) {
            VerifyImagePolicyStep step = read(stored);
            assertThatThrownBy(() -> verify(step)).as(stored).isInstanceOf(AbortException.class);
        }
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        VerifyImagePolicyStep step = new VerifyImagePolicyStep("p/**");
        step.setImages(List.of("a:1", "b:2"));
        RegistryEntry registry = new RegistryEntry("ghcr.io");
        registry.setCredentialsId("ghcr");
        step.setRegistries(List.of(registry));
        step.setSecrets(List.of(new SecretEntry("cosign/key", "key")));
        step.setManifests("deploy/**");
        step.setTrustRoot("root.json");
        step.setNoMatch("warn");
        step.setOnViolation("unstable");
        step.setOnError("fail");
        step.setOffline(true);
        step.setName("images");
        step.setTimeoutSeconds(60);
        String xml = xstream().toXML(step);
        assertThat(xstream().toXML(xstream().fromXML(xml))).isEqualTo(xml);
    }

    private GateResult verify(VerifyImagePolicyStep step) throws Exception {
        String report = new Reports().image("a:1", "pass", null).json();
        return new BuildGate(
                        new Fakes.FakeJob(folder).build(),
                        log,
                        new ImagePolicyConfiguration(),
                        (workspace, request, listener, redactor) -> report)
                .verify(step, new FilePath(folder.toFile()), new EnvVars());
    }

    private static VerifyImagePolicyStep read(String fields) {
        return (VerifyImagePolicyStep) xstream().fromXML("<" + STEP + ">" + fields + "</" + STEP + ">");
    }

    private static XStream xstream() {
        XStream xstream = new XStream();
        xstream.allowTypesByWildcard(new String[] {"io.jenkins.plugins.imagepolicy.jenkins.**"});
        return xstream;
    }
}
