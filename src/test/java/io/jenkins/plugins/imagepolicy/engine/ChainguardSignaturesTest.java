package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.imagepolicy.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Genuine signatures of Chainguard's images, served by a registry that has nothing of the images but their digests. */
class ChainguardSignaturesTest {
    private static final String POLICY = """
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata:
              name: check-image-signature
            spec:
              images:
                - glob: "**"
              authorities:
                - keyless:
                    url: https://fulcio.sigstore.dev
                    identities:
                      - issuer: https://token.actions.githubusercontent.com
                        subject: https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main
                  ctlog:
                    url: https://rekor.sigstore.dev
            """;

    @TempDir
    private Path directory;

    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, String> heads = new HashMap<>();
    private final List<JsonNode> entries = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Path folder = SharedCases.folder("kyverno/chainguard-sigs/registry");
        JsonNode index =
                new ObjectMapper().readTree(folder.resolve("INDEX.json").toFile());
        for (JsonNode entry : index.get("entries")) {
            String base = "/v2/" + entry.get("repository").asText();
            heads.put(
                    base + "/manifests/" + entry.get("imageDigest").asText(),
                    entry.get("imageDigest").asText());
            contents.put(
                    base + "/manifests/" + entry.get("signatureTag").asText(),
                    Files.readAllBytes(folder.resolve(entry.get("manifest").asText())));
            for (Map.Entry<String, JsonNode> blob : entry.get("blobs").properties()) {
                contents.put(
                        base + "/blobs/" + blob.getKey(),
                        Files.readAllBytes(folder.resolve(blob.getValue().asText())));
            }
            entries.add(entry);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void onlyTheReleaseWorkflowsSignaturePasses() throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), POLICY);
        String address = "127.0.0.1:" + server.getAddress().getPort();
        GateReport report = Gates.run(GateRequest.builder()
                .directory(directory.toString())
                .policies(List.of("policy.yaml"))
                .images(entries.stream()
                        .map(e -> address + "/" + e.get("repository").asText() + "@"
                                + e.get("imageDigest").asText())
                        .toList())
                .insecureRegistries(List.of(address))
                .offline(true));
        assertThat(report.diagnostics()).isEmpty();
        for (int i = 0; i < entries.size(); i++) {
            ImageReport image = report.images().get(i);
            if (entries.get(i).get("id").asText().equals("php-194c8524")) {
                assertThat(image.verdict()).as(Gates.messages(image)).isEqualTo(Verdict.PASS);
            } else {
                assertThat(image.verdict()).isEqualTo(Verdict.FAIL);
                assertThat(Gates.codes(image)).containsExactly("SIGNED_BY_OTHER");
                assertThat(Gates.messages(image)).contains("https://github.com/chainguard-images/");
            }
        }
        assertThat(report.counts().pass()).isEqualTo(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] content = contents.get(path);
        if (path.equals("/v2/")) {
            exchange.sendResponseHeaders(200, -1);
        } else if (heads.containsKey(path) && exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Docker-Content-Digest", heads.get(path));
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            exchange.sendResponseHeaders(200, -1);
        } else if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }
}
