package io.jenkins.plugins.imagepolicy.engine.registry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSourceTest {
    private static final String SECRET = "s3cret-Passw0rd";

    @TempDir
    private Path folder;

    private Path config(String json) throws IOException {
        return Files.writeString(folder.resolve("config.json"), json);
    }

    private Optional<Credential> find(String json, String host, String path) throws Exception {
        return CredentialSource.of(
                        RegistryOptions.builder().dockerConfig(config(json)).build())
                .find(host, path);
    }

    private static String auth(String user, String password) {
        return "{\"auth\":\""
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    private static Optional<Credential> basic(String user, String password) {
        return Optional.of(new Credential.Basic(user, password));
    }

    private static void refuses(ReasonCode code, ThrowingCallable read) {
        assertThatThrownBy(read)
                .hasMessageNotContaining(SECRET)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theLongestPathWins() throws Exception {
        String json = "{\"auths\":{\"ghcr.io\":" + auth("host", "a") + ",\"ghcr.io/team\":" + auth("team", "b")
                + ",\"ghcr.io/team/app\":" + auth("app", "c") + "}}";
        assertThat(find(json, "ghcr.io", "team/app")).isEqualTo(basic("app", "c"));
        assertThat(find(json, "ghcr.io", "team/app2")).isEqualTo(basic("team", "b"));
        assertThat(find(json, "ghcr.io", "team2/app")).isEqualTo(basic("host", "a"));
        assertThat(find(json, "ghcr.io.attacker.example", "team/app")).isEmpty();
        assertThat(find(json, "ghcr.io:8443", "team/app")).isEmpty();
    }

    @Test
    void aPasswordMayHoldColonsAndDockerHubHasSeveralNames() throws Exception {
        String json = "{\"auths\":{\"https://index.docker.io/v1/\":" + auth("me", "a:b:c") + "}}";
        for (String host : List.of("index.docker.io", "docker.io", "registry-1.docker.io")) {
            assertThat(find(json, host, "library/nginx")).isEqualTo(basic("me", "a:b:c"));
        }
        assertThat(find("{\"auths\":{\"https://r.example/v2/\":" + auth("u", "p") + "}}", "r.example", "x"))
                .isEqualTo(basic("u", "p"));
    }

    @Test
    void tokensOfDockersConfigAreRead() throws Exception {
        String json = "{\"auths\":{\"acr.example\":{\"auth\":\"MDAwMDo=\",\"identitytoken\":\"" + SECRET
                + "\"},\"reg.example\":{\"registrytoken\":\"t\"},\"none.example\":{}}}";
        assertThat(find(json, "acr.example", "app")).contains(new Credential.IdentityToken(SECRET));
        assertThat(find(json, "reg.example", "app")).contains(new Credential.BearerToken("t"));
        assertThat(find(json, "none.example", "app")).isEmpty();
        assertThat(find(json, "acr.example", "app").toString()).doesNotContain(SECRET);
    }

    @Test
    void whatIsGivenWinsOverTheFile() throws Exception {
        CredentialSource source = CredentialSource.of(RegistryOptions.builder()
                .dockerConfig(config("{\"auths\":{\"ghcr.io/team/app\":" + auth("file", "x") + "}}"))
                .credentials(Map.of("ghcr.io", new Credential.Basic("given", "y")))
                .build());
        assertThat(source.find("ghcr.io", "team/app")).isEqualTo(basic("given", "y"));
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithoutQuotingIt() throws Exception {
        refuses(ReasonCode.INPUT_INVALID, () -> find("{\"auths\": " + SECRET, "ghcr.io", "a"));
        refuses(
                ReasonCode.INPUT_INVALID,
                () -> find("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + SECRET + "\"}}}", "ghcr.io", "a"));
        refuses(
                ReasonCode.INPUT_INVALID,
                () -> CredentialSource.of(RegistryOptions.builder()
                        .dockerConfig(folder.resolve("none"))
                        .build()));
        assertThat(find("{\"auths\":{\"ghcr.io\":{\"auth\":\"!\"}}}", "quay.io", "a"))
                .isEmpty();
    }

    private CredentialHelper helper(String script) throws IOException {
        assumeFalse(System.getProperty("os.name").contains("Windows"), "skipped: the helper is a shell script");
        Path program = Files.writeString(folder.resolve("docker-credential-test"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new CredentialHelper(List.of(folder), Duration.ofMillis(700));
    }

    @Test
    void aHelperIsAsked() throws Exception {
        CredentialHelper helper = helper(
                "read s; [ \"$1\" = get ] || exit 9; echo \"{\\\"ServerURL\\\":\\\"$s\\\",\\\"Username\\\":\\\"$s\\\",\\\"Secret\\\":\\\"p:w\\\"}\"");
        assertThat(helper.get("test", "r.example")).isEqualTo(basic("r.example", "p:w"));
        assertThat(helper("echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'").get("test", "r"))
                .contains(new Credential.IdentityToken("t"));
        assertThat(helper("echo 'credentials not found in native keychain'; exit 1")
                        .get("test", "r"))
                .isEmpty();
    }

    @Test
    void aHelperThatFailsIsNotTakenForOneThatKnowsNothing() throws Exception {
        refuses(ReasonCode.ACCESS_DENIED, () -> helper("echo " + SECRET + "; exit 1")
                .get("test", "r"));
        refuses(ReasonCode.ACCESS_DENIED, () -> helper("echo '" + SECRET + "'").get("test", "r"));
        refuses(ReasonCode.ACCESS_DENIED, () -> helper("echo '{}'").get("test", "r"));
        refuses(ReasonCode.TIMEOUT, () -> helper("yes '" + SECRET + "'").get("test", "r"));
    }

    @Test
    void aHelperThatHangsIsEnded() throws Exception {
        long start = System.nanoTime();
        refuses(ReasonCode.TIMEOUT, () -> helper("sleep 30 & echo $! > " + folder + "/child; sleep 30")
                .get("test", "r"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        // Killed at once, but it is the system that buries it.
        for (int i = 0; i < 50 && isAlive(child); i++) {
            Thread.sleep(100);
        }
        assertThat(isAlive(child)).isFalse();
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void aHelpersNameIsNoPath() throws Exception {
        for (String name : List.of("../evil", "/bin/sh", "a b", "", "-x", "a;b", "a\0b")) {
            refuses(ReasonCode.ACCESS_DENIED, () -> helper("exit 0").get(name, "r"));
        }
        refuses(ReasonCode.ACCESS_DENIED, () -> helper("exit 0").get("other", "r"));
        assertThat(CredentialHelper.onPath(Map.of("PATH", ".::relative")))
                .satisfies(helper -> refuses(ReasonCode.ACCESS_DENIED, () -> helper.get("test", "r")));
    }

    @Test
    void aHelperOfTheHostWinsOverItsEntryAndIsRunOnce() throws Exception {
        CredentialHelper helper = helper("echo x >> " + folder + "/runs; echo '{\"Username\":\"h\",\"Secret\":\"s\"}'");
        Path file = config("{\"auths\":{\"r.example\":" + auth("entry", "x") + ",\"r.example/team\":"
                + auth("team", "x") + "},\"credHelpers\":{\"r.example\":\"test\"}}");
        DockerConfig config = DockerConfig.read(file, helper);
        assertThat(config.find("r.example", "a")).isEqualTo(basic("h", "s"));
        assertThat(config.find("r.example", "b")).isEqualTo(basic("h", "s"));
        assertThat(config.find("r.example", "team/a")).isEqualTo(basic("team", "x"));
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(1);
    }
}
