package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bad input has its own reason code, a sentence with a remedy and an exit code; none passes. */
class BadInputTest {
    private static final String PASSING = """
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata: {name: anything}
            spec:
              images: [{glob: "**"}]
              authorities: [{static: {action: pass}}]
            """;

    @TempDir
    private Path directory;

    private String policy;

    @BeforeEach
    void write() throws IOException {
        policy = write("policy.yaml", PASSING);
    }

    @Test
    void missingPolicyDirectory() {
        Cli cli = verify(directory.resolve("gone").toString(), "r.example/app:1");
        assertRefused(cli, 2, "POLICY_INVALID", "gone");
    }

    @Test
    void emptyPolicy() throws IOException {
        assertRefused(verify(write("empty.yaml", "# nothing\n"), "r.example/app:1"), 2, "POLICY_INVALID", "empty.yaml");
    }

    @Test
    void directoryWithoutPolicies() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("none"));
        assertRefused(verify(empty.toString(), "r.example/app:1"), 2, "POLICY_INVALID", "none");
    }

    @Test
    void unknownFieldIsNamedWithItsLineAndTheNearestValidOne() throws IOException {
        String file = write("typo.yaml", PASSING.replace("authorities:", "authoritys:"));
        Cli cli = verify(file, "r.example/app:1");
        assertRefused(cli, 2, "POLICY_INVALID", "typo.yaml:6:3");
        assertThat(cli.all()).contains("authoritys").contains("authorities").contains("^");
    }

    @Test
    void malformedYaml() throws IOException {
        Cli cli = verify(write("broken.yaml", "a: [1\nb: 2\n"), "r.example/app:1");
        assertRefused(cli, 2, "POLICY_INVALID", "broken.yaml:");
    }

    @Test
    void aliasBomb() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n"
                    .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        assertRefused(verify(write("bomb.yaml", bomb.toString()), "r.example/app:1"), 2, "POLICY_INVALID", "bomb.yaml");
    }

    @Test
    void unreachableRegistry() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String host = "127.0.0.1:" + free;
        Cli cli = verify(policy, host + "/app:1", "--insecure-registry", host);
        assertRefused(cli, 3, "REGISTRY_UNREACHABLE", host);
    }

    @Test
    void refusedCredentials() throws IOException {
        try (LocalRegistry registry = LocalRegistry.start(new LocalRegistry.Options(true, "user", "secret-word"))) {
            Cli cli = verify(policy, registry.host() + "/app:1", "--insecure-registry", registry.host());
            assertRefused(cli, 3, "ACCESS_DENIED", registry.host());
            assertThat(cli.all()).doesNotContain("secret-word");
        }
    }

    @Test
    void missingTag() throws IOException {
        try (LocalRegistry registry = LocalRegistry.start()) {
            Cli cli = verify(policy, registry.host() + "/app:1", "--insecure-registry", registry.host());
            assertRefused(cli, 1, "TAG_NOT_FOUND", registry.host() + "/app:1");
        }
    }

    @Test
    void wrongDigestFromTheRegistry() throws IOException {
        byte[] other = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}"
                .getBytes(StandardCharsets.UTF_8);
        HttpServer liar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Digest asked = Digest.of("something else".getBytes(StandardCharsets.UTF_8));
        liar.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            exchange.getResponseHeaders().set("Docker-Content-Digest", asked.toString());
            boolean body = exchange.getRequestMethod().equals("GET");
            exchange.sendResponseHeaders(200, body ? other.length : -1);
            if (body) {
                exchange.getResponseBody().write(other);
            }
            exchange.close();
        });
        liar.start();
        try {
            String host = "127.0.0.1:" + liar.getAddress().getPort();
            Path config = Files.writeString(
                    directory.resolve("needs-config.yaml"),
                    PASSING
                            + "  policy:\n    fetchConfigFile: true\n    type: cue\n    data: |\n      config: {...}\n");
            Cli cli = verify(config.toString(), host + "/app@" + asked, "--insecure-registry", host);
            assertRefused(cli, 3, "CONTENT_INVALID", host);
        } finally {
            liar.stop(0);
        }
    }

    @Test
    void unreadableReference() {
        assertRefused(verify(policy, "https://r.example/app:1"), 2, "INPUT_INVALID", "without http");
    }

    @Test
    void nothingToJudge() {
        assertRefused(Cli.run("verify", "--policy", policy), 2, "INPUT_INVALID", "no image to judge");
    }

    @Test
    void missingManifest() {
        Cli cli = Cli.run(
                "verify",
                "--policy",
                policy,
                "--manifest",
                directory.resolve("x/**").toString());
        assertRefused(cli, 2, "INPUT_INVALID", "Nothing matches");
    }

    @Test
    void wrongUsage() {
        assertThat(Cli.run("verify").exit()).isEqualTo(2);
        assertThat(Cli.run("verify", "--policy", policy, "--image", "a", "--report", "pdf=x")
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("nonsense").exit()).isEqualTo(2);
        assertThat(Cli.run("verify", "--policy", policy, "--image", "r.example/a", "--no-match", "maybe")
                        .exit())
                .isEqualTo(2);
    }

    private Cli verify(String policyPath, String image, String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "verify";
        arguments[1] = "--policy";
        arguments[2] = policyPath;
        arguments[3] = "--image";
        arguments[4] = image;
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Cli.run(arguments);
    }

    private static void assertRefused(Cli cli, int exit, String code, String text) {
        assertThat(cli.all()).contains(code).contains(text);
        assertThat(cli.exit()).as(cli.all()).isEqualTo(exit);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
