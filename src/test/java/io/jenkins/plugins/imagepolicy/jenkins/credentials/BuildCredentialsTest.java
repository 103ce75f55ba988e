package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.FormValidation.Kind;
import hudson.util.Secret;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.agent.Redactor;
import java.nio.file.Path;
import java.util.Base64;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCredentialsTest {
    @TempDir
    Path folder;

    private FakeJob job;
    private BuildCredentials credentials;

    @BeforeEach
    void startBuild() {
        Fakes.reset();
        job = new FakeJob(folder);
        credentials = new BuildCredentials(job.build());
    }

    @AfterEach
    void reset() {
        Fakes.reset();
    }

    @Test
    void findsALoginForItsHostAndRecordsItsUse() throws Exception {
        Fakes.login("hub", "robot", "secret-1");
        assertThat(credentials.login(entry("ghcr.io", "hub")))
                .isEqualTo(new RegistryLogin("ghcr.io", "robot", "secret-1", false));
        assertThat(CredentialsProvider.TRACKED).containsExactly("hub");
        assertThat(CredentialsProvider.ASKED).hasToString("[[https://ghcr.io]]");
        assertThat(credentials.secrets()).contains("secret-1");
    }

    @Test
    void masksALoginInEveryShapeThatCrossesTheNetwork() throws Exception {
        Fakes.login("hub", "robot", "pass word+1");
        credentials.login(entry("ghcr.io", "hub"));
        String header = Base64.getEncoder().encodeToString("robot:pass word+1".getBytes());
        assertThat(new Redactor(credentials.secrets())
                        .redact("Authorization: Basic " + header + " for ?password=pass+word%2B1 or pass word+1"))
                .isEqualTo("Authorization: Basic **** for ?password=**** or ****");
    }

    @Test
    void takesADockerServersCertificateForOneToShow() throws Exception {
        String key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
        CredentialsProvider.STORE.add(new DockerServerCredentials("tls", Secret.of(key), "certificate", null));
        RegistryLogin login = credentials.login(entry("ghcr.io", "tls"));
        assertThat(login.password()).isEmpty();
        assertThat(login.certificate()).contains(new ClientCertificate("certificate", key, ""));
        assertThat(login.toString() + login.certificate()).doesNotContain("c2VjcmV0");
        assertThat(new Redactor(credentials.secrets()).redact("c2VjcmV0")).isEqualTo("****");
        assertThat(CredentialsProvider.TRACKED).containsExactly("tls");

        RegistryEntry insecure = entry("ghcr.io", "tls");
        insecure.setInsecure(true);
        assertThatThrownBy(() -> credentials.login(insecure))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("on verified connections only");
        CredentialsProvider.STORE.add(new DockerServerCredentials("half", null, "certificate", ""));
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "half")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'half' lack the client certificate or its key");
        Permission.GRANTED.add(Item.EXTENDED_READ);
        assertThat(new RegistryEntry.DescriptorImpl().doFillCredentialsIdItems(job, "ghcr.io", ""))
                .extracting(option -> option.value)
                .contains("tls");
    }

    @Test
    void takesATokenWithoutAUserName() throws Exception {
        Fakes.token("t", "bearer-1");
        assertThat(credentials.login(entry("quay.io:443", "t")))
                .isEqualTo(new RegistryLogin("quay.io:443", "", "bearer-1", false));
    }

    @Test
    void readsDockersConfig() throws Exception {
        String auth = Base64.getEncoder().encodeToString("robot:pa:ss".getBytes());
        Fakes.file(
                "docker",
                "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"" + auth
                        + "\"},\"ghcr.io\":{\"identitytoken\":\"id-1\"},\"quay.io\":{}}}");
        assertThat(credentials.login(entry("docker.io", "docker")).password()).isEqualTo("pa:ss");
        assertThat(credentials.login(entry("ghcr.io", "docker")).password()).isEqualTo("id-1");
        assertThat(credentials.secrets()).contains("pa:ss", "id-1");
        assertThatThrownBy(() -> credentials.login(entry("quay.io", "docker"))).hasMessageContaining("neither a token");
        assertThatThrownBy(() -> credentials.login(entry("evil.io", "docker")))
                .hasMessageContaining("no entry for the registry evil.io");
    }

    @Test
    void quotesNothingOfABrokenSecretFile() {
        Fakes.file("docker", "{\"auths\": s3cret");
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "docker")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'docker'")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
        Fakes.file("binary", new byte[] {(byte) 0xc3, 0x28});
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "binary"))).hasMessageContaining("not UTF-8");
        Fakes.file("large", new byte[5 << 20]);
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "large"))).hasMessageContaining("more than 4 MiB");
    }

    @Test
    void neverFallsBackToAnonymous() {
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "gone")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'gone'")
                .hasMessageContaining("ghcr.io")
                .hasMessageContaining("team/deploy");
        Fakes.login("empty", "robot", "");
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "empty"))).hasMessageContaining("no password");
        CredentialsProvider.STORE.add((StandardCredentials) () -> "ssh");
        assertThatThrownBy(() -> credentials.login(entry("ghcr.io", "ssh"))).hasMessageContaining("of a kind");
        assertThatThrownBy(() -> credentials.login(entry("https://ghcr.io/", "")))
                .hasMessageContaining("no host of a registry");
    }

    @Test
    void isAnonymousWhereNoCredentialIsNamed() throws Exception {
        assertThat(credentials.login(entry("ghcr.io", "")).password()).isEmpty();
        assertThat(CredentialsProvider.TRACKED).isEmpty();
    }

    @Test
    void printsNoSecret() throws Exception {
        Fakes.login("hub", "robot", "secret-1");
        assertThat(credentials.login(entry("ghcr.io", "hub"))).asString().doesNotContain("secret-1");
        assertThat(new DockerConfig.Login("u", "secret-1")).asString().doesNotContain("secret-1");
    }

    @Test
    void showsChoicesOnlyToPeopleWhoMaySeeThem() {
        Fakes.login("hub", "robot", "x");
        RegistryEntry.DescriptorImpl form = new RegistryEntry.DescriptorImpl();
        assertThat(form.doFillCredentialsIdItems(job, "ghcr.io", "mine"))
                .extracting(option -> option.value)
                .containsExactly("", "mine");
        assertThat(form.doCheckCredentialsId(job, "ghcr.io", "unknown").kind).isEqualTo(Kind.OK);
        assertThat(form.doFillCredentialsIdItems(null, "ghcr.io", "")).hasSize(1);

        Permission.GRANTED.add(Item.EXTENDED_READ);
        assertThat(form.doFillCredentialsIdItems(job, "ghcr.io", "hub"))
                .extracting(option -> option.value)
                .containsExactly("", "hub");
        assertThat(form.doCheckCredentialsId(job, "ghcr.io", "unknown").kind).isEqualTo(Kind.WARNING);
        assertThat(form.doCheckCredentialsId(job, "ghcr.io", "${ID}").kind).isEqualTo(Kind.WARNING);
        assertThat(form.doCheckHost(job, "https://x/").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doFillCredentialsIdItems(null, "ghcr.io", ""))
                .as("a job's permission is none of Jenkins")
                .hasSize(1);

        Permission.GRANTED.add(Jenkins.ADMINISTER);
        assertThat(form.doFillCredentialsIdItems(null, "ghcr.io", "")).hasSize(2);
    }

    private static RegistryEntry entry(String host, String id) {
        RegistryEntry entry = new RegistryEntry(host);
        entry.setCredentialsId(id);
        return entry;
    }
}
