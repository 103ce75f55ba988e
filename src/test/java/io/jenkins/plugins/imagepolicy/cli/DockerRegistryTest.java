package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against Debian's docker-registry, with an image that skopeo pushed. */
class DockerRegistryTest {
    private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");
    private static final Path SKOPEO = Path.of("/usr/bin/skopeo");

    @TempDir
    private Path directory;

    private Process registry;
    private String host;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(REGISTRY) && Files.isExecutable(SKOPEO), "skipped: no docker-registry or skopeo");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        host = "127.0.0.1:" + port;
        Path config =
                Files.writeString(directory.resolve("registry.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: "%s"}}
                http: {addr: "%s"}
                """.formatted(directory.resolve("storage"), host));
        registry = new ProcessBuilder(REGISTRY.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        awaitAnswer();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (registry != null) {
            registry.destroy();
            registry.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void judgesAnImageByTagAndByDigest() throws Exception {
        Path images = Path.of("images");
        Path layouts = directory.resolve("layouts");
        Cli built = Cli.run(
                "build",
                images.resolve("base").toString(),
                "--layout",
                layouts.toString(),
                "--parameter",
                "created=2026-01-01T00:00:00Z");
        assertThat(built.exit()).as(built.all()).isZero();
        String digest = built.out().strip().replaceFirst(".*@", "");
        skopeo(
                "copy",
                "--dest-tls-verify=false",
                "oci:" + layouts.resolve("base") + ":latest",
                "docker://" + host + "/team/base:1");
        String open = policy("open.yaml", "static: {action: pass}");
        String closed = policy("closed.yaml", "key: {data: \"" + ThrowAwayKey.pemOnOneLine() + "\"}");

        Cli byTag = verify(open, host + "/team/base:1");
        assertThat(byTag.exit()).as(byTag.all()).isZero();
        assertThat(byTag.out()).contains(digest.substring("sha256:".length(), "sha256:".length() + 12));
        assertThat(verify(open, host + "/team/base@" + digest).exit()).isZero();
        Cli unsigned = verify(closed, host + "/team/base:1");
        assertThat(unsigned.exit()).as(unsigned.all()).isEqualTo(1);
        assertThat(unsigned.out()).contains("UNSIGNED");
        assertThat(verify(open, host + "/team/base:2").out()).contains("TAG_NOT_FOUND");
    }

    private Cli verify(String policy, String image) {
        return Cli.run("verify", "--policy", policy, "--image", image, "--insecure-registry", host, "--offline");
    }

    private String policy(String name, String authority) throws IOException {
        return Files.writeString(directory.resolve(name), """
                        apiVersion: policy.sigstore.dev/v1beta1
                        kind: ClusterImagePolicy
                        metadata: {name: team}
                        spec:
                          images: [{glob: "%s/team/**"}]
                          authorities: [{%s}]
                        """.formatted(host, authority))
                .toString();
    }

    private void skopeo(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(SKOPEO.toString(), "--insecure-policy"));
        command.addAll(List.of(arguments));
        Path log = directory.resolve("skopeo.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private void awaitAnswer() throws InterruptedException, IOException {
        for (int i = 0; i < 100; i++) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://" + host + "/v2/").toURL().openConnection();
                if (connection.getResponseCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException(
                "docker-registry does not answer: " + Files.readString(directory.resolve("registry.log")));
    }
}
