package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry.body;
import static io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.RawServer;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestCertificates;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * What a registry can do wrong, each with what the client must make of it. Run as a program, in a heap of 64 MiB, by {@link
 * FaultTableTest}; prints {@code name|expected|actual|milliseconds|bound|message} for each row.
 */
final class FaultTable {
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final long QUICK = 4_000;
    private static final long SLOW = 6_000;
    private static final String SECRET = "s3cret-Passw0rd";
    private static final String JSON = "application/json";

    private final TestCertificates certificates = new TestCertificates();
    private final Digest image;
    private final byte[] manifest = TestImage.of("app:1.0").manifest();
    private final Digest config = Digest.of(TestImage.of("app:1.0").config());
    private String only = "";
    private volatile boolean failed;

    private FaultTable() {
        image = Digest.of(manifest);
    }

    /** What is read in a row; says what came out when nothing went wrong. */
    @FunctionalInterface
    private interface Read {
        String from(Repository repository) throws RegistryException;
    }

    @FunctionalInterface
    private interface Setup {
        void put(TestRegistry registry) throws IOException;
    }

    private final Read byTag = repository -> found(repository.manifest("1.0"));
    private final Read byDigest = repository -> found(repository.manifest(digestOf(manifest)));
    private final Read blob =
            repository -> found(repository.blob(digestOf(TestImage.of("app:1.0").config()), 1 << 20));
    private final Read referrers = repository -> {
        Referrers answer = repository.referrers(digestOf(manifest));
        return answer.supported() ? "OK" : "UNSUPPORTED-API";
    };

    private static Digest digestOf(byte[] content) {
        return Digest.of(content);
    }

    private static String found(Optional<?> value) {
        return value.isPresent() ? "OK" : "ABSENT";
    }

    public static void main(String[] arguments) throws Exception {
        FaultTable table = new FaultTable();
        table.only = arguments.length > 0 ? arguments[0] : "";
        List<Callable<Void>> groups = List.of(
                group(table::connections),
                group(table::sizes),
                group(table::passing),
                group(table::tokens),
                group(table::tls),
                group(table::redirects),
                group(table::content),
                group(table::json),
                group(table::statuses),
                group(table::referrersRows));
        ExecutorService threads = Executors.newFixedThreadPool(5);
        for (Future<Void> group : threads.invokeAll(groups)) {
            group.get();
        }
        System.exit(table.failed ? 1 : 0);
    }

    /** Rows that are run one after the other. */
    @FunctionalInterface
    private interface Group {
        void run() throws IOException;
    }

    private static Callable<Void> group(Group group) {
        return () -> {
            group.run();
            return null;
        };
    }

    private void row(String name, String expected, long bound, Read read, Setup setup) throws IOException {
        try (TestRegistry registry = TestRegistry.plain()) {
            row(name, expected, bound, registry, read, setup, options(registry));
        }
    }

    private static RegistryOptions.Builder options(TestRegistry registry) {
        return RegistryOptions.builder()
                .insecureHosts(registry.plainHost())
                .credentials(Map.of(registry.host(), new Credential.Basic("jane", SECRET)));
    }

    private void row(
            String name,
            String expected,
            long bound,
            TestRegistry registry,
            Read read,
            Setup setup,
            RegistryOptions.Builder options)
            throws IOException {
        registry.image("app", "1.0");
        setup.put(registry);
        measure(name, expected, bound, registry.host(), read, options);
    }

    private void raw(String name, String expected, long bound, Read read, RawServer.Answer answer) {
        try (RawServer server = new RawServer(answer)) {
            measure(
                    name,
                    expected,
                    bound,
                    server.host(),
                    read,
                    RegistryOptions.builder().insecureHosts("http://" + server.host()));
        }
    }

    private void measure(
            String name, String expected, long bound, String host, Read read, RegistryOptions.Builder options) {
        if (!name.contains(only)) {
            return;
        }
        RegistryOptions settings = options.proxy(ProxySettings.NONE)
                .callTimeout(DEADLINE)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        String actual;
        String message = "";
        long start = System.nanoTime();
        try (HttpRegistries registries = new HttpRegistries(settings)) {
            actual = read.from(registries.repository(new RepositoryName(host, "app")));
        } catch (RegistryException e) {
            actual = e.code().name();
            message = e.getMessage() + " = " + e.remedy();
        } catch (RuntimeException | Error e) {
            actual = e.toString();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (message.contains(SECRET) || message.contains("t0ken-Value")) {
            actual = "SECRET-PRINTED";
        }
        if (!actual.equals(expected) || millis > bound) {
            failed = true;
        }
        System.out.println(
                name + "|" + expected + "|" + actual + "|" + millis + "|" + bound + "|" + message.replace('|', '/'));
    }

    private void statuses() throws IOException {
        row("401 without a challenge", "ACCESS_DENIED", QUICK, byTag, r -> r.on("/v2/", status(401)));
        row(
                "401 with an unknown scheme",
                "ACCESS_DENIED",
                QUICK,
                byTag,
                r -> r.on("/v2/", status(401, "WWW-Authenticate", "Negotiate")));
        row(
                "401 loop with basic credentials",
                "ACCESS_DENIED",
                QUICK,
                byTag,
                r -> r.on("/v2/", status(401, "WWW-Authenticate", "Basic realm=\"x\"")));
        row("403 on a manifest", "ACCESS_DENIED", QUICK, byTag, r -> r.on("/manifests/", status(403)));
        row("403 on a blob", "ACCESS_DENIED", QUICK, blob, r -> r.on("/blobs/", status(403)));
        row("403 on referrers", "ACCESS_DENIED", QUICK, referrers, r -> r.on("/referrers/", status(403)));
        row("404 on a tag", "ABSENT", QUICK, byTag, r -> r.on("/manifests/", status(404)));
        row("404 on a digest", "ABSENT", QUICK, byDigest, r -> r.on("/manifests/", status(404)));
        row("404 on a blob", "ABSENT", QUICK, blob, r -> r.on("/blobs/", status(404)));
        row("404 on referrers", "UNSUPPORTED-API", QUICK, referrers, r -> r.on("/referrers/", status(404)));
        row("204 on a manifest", "REGISTRY_UNREACHABLE", QUICK, byTag, r -> r.on("/manifests/", status(204)));
        row("206 on a blob", "REGISTRY_UNREACHABLE", QUICK, blob, r -> r.on("/blobs/", status(206)));
        row("418 on a manifest", "REGISTRY_UNREACHABLE", QUICK, byTag, r -> r.on("/manifests/", status(418)));
    }

    private void passing() throws IOException {
        row(
                "429 with Retry-After, then success",
                "OK",
                SLOW,
                byTag,
                r -> r.first(1, "/manifests/", status(429, "Retry-After", "1")));
        row("429 without Retry-After, then success", "OK", SLOW, byTag, r -> r.first(2, "/manifests/", status(429)));
        row(
                "429 with Retry-After of an hour",
                "REGISTRY_UNREACHABLE",
                QUICK,
                byTag,
                r -> r.on("/v2/", status(429, "Retry-After", "3600")));
        row(
                "429 with Retry-After of nonsense, always",
                "REGISTRY_UNREACHABLE",
                SLOW,
                byTag,
                r -> r.on("/v2/", status(429, "Retry-After", "999999999999999999999999")));
        row("429 always", "REGISTRY_UNREACHABLE", SLOW, byTag, r -> r.on("/v2/", status(429)));
        row("500, then success", "OK", SLOW, blob, r -> r.first(1, "/blobs/", status(500)));
        row("503, then success", "OK", SLOW, byTag, r -> r.first(2, "/manifests/", status(503)));
        row("500 on referrers, always", "REGISTRY_UNREACHABLE", SLOW, referrers, r -> r.on("/referrers/", status(500)));
        row("503 always", "REGISTRY_UNREACHABLE", SLOW, byTag, r -> r.on("/v2/", status(503)));
    }

    private void connections() throws IOException {
        raw("reset", "REGISTRY_UNREACHABLE", SLOW, byTag, (socket, output) -> socket.setSoLinger(true, 0));
        AtomicInteger resets = new AtomicInteger();
        raw("reset once, then success", "OK", SLOW, byTag, (socket, output) -> {
            if (resets.getAndIncrement() == 0) {
                socket.setSoLinger(true, 0);
            } else {
                output.write(RawServer.head(
                        "HTTP/1.1 200 OK",
                        "Content-Type: " + TestImage.OCI_MANIFEST,
                        "Content-Length: " + manifest.length));
                output.write(manifest);
            }
        });
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        measure(
                "refused",
                "REGISTRY_UNREACHABLE",
                QUICK,
                "127.0.0.1:" + port,
                byTag,
                RegistryOptions.builder().insecureHosts("http://127.0.0.1:" + port));
        measure("unknown host", "REGISTRY_UNREACHABLE", SLOW, "registry.invalid", byTag, RegistryOptions.builder());
        raw("no answer", "TIMEOUT", SLOW, byTag, (socket, output) -> Thread.sleep(60_000));
        raw(
                "not HTTP",
                "REGISTRY_UNREACHABLE",
                SLOW,
                byTag,
                (socket, output) -> output.write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        raw("endless interim answers", "TIMEOUT", SLOW, byTag, (socket, output) -> {
            while (true) {
                output.write(RawServer.head("HTTP/1.1 100 Continue"));
            }
        });
        raw("endless headers", "CONTENT_INVALID", QUICK, byTag, (socket, output) -> {
            output.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                output.write("X-More: header\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
        raw("endless header line", "CONTENT_INVALID", QUICK, byTag, (socket, output) -> {
            output.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
            byte[] more = "a".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                output.write(more);
            }
        });
    }

    private void tls() throws IOException {
        tls("self-signed certificate", "127.0.0.1", Duration.ofDays(1), false, "REGISTRY_UNREACHABLE");
        tls("expired certificate", "127.0.0.1", Duration.ofDays(-1), true, "REGISTRY_UNREACHABLE");
        tls("certificate of another host", "10.1.2.3", Duration.ofDays(1), true, "REGISTRY_UNREACHABLE");
        tls("certificate of a given authority", "127.0.0.1", Duration.ofDays(1), true, "OK");
        try (TestRegistry registry = TestRegistry.plain()) {
            row("plain HTTP where TLS is due", "TIMEOUT", SLOW, registry, byTag, r -> {}, RegistryOptions.builder());
        }
    }

    private void tls(String name, String address, Duration left, boolean trusted, String expected) throws IOException {
        java.nio.file.Path pem = java.nio.file.Files.createTempFile("authority", ".pem");
        java.nio.file.Files.writeString(pem, certificates.pem());
        try (TestRegistry registry = TestRegistry.tls(certificates.server(address, left), LocalRegistry.Options.OPEN)) {
            row(
                    name,
                    expected,
                    QUICK,
                    registry,
                    byTag,
                    r -> {},
                    trusted
                            ? RegistryOptions.builder().caCertificates(java.util.List.of(pem))
                            : RegistryOptions.builder());
        } finally {
            java.nio.file.Files.delete(pem);
        }
    }

    private void redirects() throws IOException {
        row(
                "redirect loop",
                "CONTENT_INVALID",
                QUICK,
                blob,
                r -> r.on("/blobs/", status(307, "Location", "/v2/app/blobs/x")));
        row(
                "redirect without a place",
                "CONTENT_INVALID",
                QUICK,
                blob,
                r -> r.on("/blobs/", exchange -> {
                    exchange.getResponseHeaders().set("Location", "http://");
                    exchange.sendResponseHeaders(302, -1);
                }));
        row(
                "redirect to a file",
                "CONTENT_INVALID",
                QUICK,
                blob,
                r -> r.on("/blobs/", status(307, "Location", "file:///etc/passwd")));
        row(
                "redirect to FTP",
                "CONTENT_INVALID",
                QUICK,
                blob,
                r -> r.on("/blobs/", status(307, "Location", "ftp://127.0.0.1/x")));
        row(
                "redirect to a metadata service",
                "CONTENT_INVALID",
                QUICK,
                blob,
                r -> r.on("/blobs/", status(307, "Location", "http://169.254.169.254/latest/meta-data/")));
        row(
                "redirect with user information",
                "CONTENT_INVALID",
                QUICK,
                blob,
                r -> r.on("/blobs/", status(307, "Location", "http://a:b@127.0.0.1/x")));
        try (TestRegistry plain = TestRegistry.plain();
                TestRegistry secure = TestRegistry.tls(
                        certificates.server("127.0.0.1", Duration.ofDays(1)), LocalRegistry.Options.OPEN)) {
            plain.image("app", "1.0");
            row(
                    "redirect from TLS to plain HTTP",
                    "CONTENT_INVALID",
                    QUICK,
                    secure,
                    blob,
                    r -> r.on("/blobs/", status(307, "Location", plain.plainHost() + "/v2/app/blobs/" + config)),
                    RegistryOptions.builder().insecureHosts("https://" + secure.host(), plain.plainHost()));
        }
        crossOrigin("cross-origin redirect, without credentials", "OK", null);
        crossOrigin(
                "cross-origin redirect to who wants a password",
                "ACCESS_DENIED",
                status(401, "WWW-Authenticate", "Basic realm=\"storage\""));
        crossOrigin("cross-origin redirect to wrong content", "CONTENT_INVALID", body("*/*", "evil"));
    }

    private void crossOrigin(String name, String expected, HttpHandler answer) throws IOException {
        AtomicBoolean leaked = new AtomicBoolean();
        try (TestRegistry storage = TestRegistry.plain();
                TestRegistry registry = TestRegistry.plain(new LocalRegistry.Options(true, "jane", SECRET))) {
            storage.image("app", "1.0");
            storage.on("/never", exchange -> {});
            HttpHandler watched = exchange -> {
                leaked.compareAndSet(false, exchange.getRequestHeaders().containsKey("Authorization"));
                (answer == null ? storage.answers() : answer).handle(exchange);
            };
            storage.on("/blobs/", watched);
            Read read = repository -> {
                try {
                    repository.manifest("1.0");
                    return blob.from(repository);
                } finally {
                    if (leaked.get()) {
                        throw new IllegalStateException("credentials leaked");
                    }
                }
            };
            row(
                    name,
                    expected,
                    QUICK,
                    registry,
                    read,
                    r -> r.on("/blobs/", status(307, "Location", storage.plainHost() + "/v2/app/blobs/" + config)),
                    options(registry));
        }
    }

    private void content() throws IOException {
        String other = Digest.of(new byte[0]).toString();
        byte[] evil = TestImage.of("evil").manifest();
        row(
                "wrong digest in the header, by tag",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(TestImage.OCI_MANIFEST, manifest, "Docker-Content-Digest", other)));
        row(
                "wrong digest in the header, by digest",
                "CONTENT_INVALID",
                QUICK,
                byDigest,
                r -> r.on("/manifests/", body(TestImage.OCI_MANIFEST, manifest, "Docker-Content-Digest", other)));
        row(
                "other manifest for a digest",
                "CONTENT_INVALID",
                QUICK,
                byDigest,
                r -> r.on("/manifests/", body(TestImage.OCI_MANIFEST, evil)));
        row(
                "other manifest for a digest, header lying",
                "CONTENT_INVALID",
                QUICK,
                byDigest,
                r -> r.on(
                        "/manifests/", body(TestImage.OCI_MANIFEST, evil, "Docker-Content-Digest", image.toString())));
        row("other blob", "CONTENT_INVALID", QUICK, blob, r -> r.on("/blobs/", body("*/*", "{}")));
        row("empty manifest", "CONTENT_INVALID", QUICK, byTag, r -> r.on("/manifests/", status(200)));
        row(
                "web page as manifest",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body("text/html", "<html>Sign in</html>")));
        row(
                "index delivered as manifest",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(TestImage.OCI_MANIFEST, TestImage.index())));
        row(
                "manifest that calls itself an index",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(
                                TestImage.OCI_INDEX,
                                new String(manifest).replace(TestImage.OCI_MANIFEST, TestImage.OCI_INDEX))));
        row(
                "image and index at once",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(JSON, new String(manifest).replace("\"layers\"", "\"manifests\":[],\"layers\""))));
        row(
                "schema 1 manifest",
                "UNSUPPORTED",
                QUICK,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(
                                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                                "{\"schemaVersion\":1,\"fsLayers\":[],\"history\":[]}")));
        row(
                "manifest of an unknown kind",
                "UNSUPPORTED",
                QUICK,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(JSON, "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.acme.thing+json\"}")));
        row(
                "digest of another algorithm inside",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(JSON, new String(manifest).replace("sha256:", "sha1:"))));
    }

    private void sizes() throws IOException {
        raw("truncated body", "REGISTRY_UNREACHABLE", SLOW, byTag, (socket, output) -> {
            output.write(RawServer.head("HTTP/1.1 200 OK", "Content-Length: 1000"));
            output.write(manifest, 0, 50);
        });
        raw("truncated body without a length", "CONTENT_INVALID", QUICK, byTag, (socket, output) -> {
            output.write(RawServer.head("HTTP/1.1 200 OK", "Connection: close"));
            output.write(manifest, 0, 50);
        });
        raw("truncated blob without a length", "CONTENT_INVALID", QUICK, blob, (socket, output) -> {
            output.write(RawServer.head("HTTP/1.1 200 OK", "Connection: close"));
            output.write(TestImage.of("app:1.0").config(), 0, 50);
        });
        raw("length too small", "CONTENT_INVALID", QUICK, byTag, (socket, output) -> {
            output.write(RawServer.head("HTTP/1.1 200 OK", "Content-Length: 50"));
            output.write(manifest);
        });
        raw("10 GB announced", "CONTENT_INVALID", QUICK, byTag, (socket, output) -> {
            output.write(RawServer.head("HTTP/1.1 200 OK", "Content-Length: 10737418240"));
            Thread.sleep(60_000);
        });
        raw("endless manifest", "CONTENT_INVALID", SLOW, byTag, FaultTable::endless);
        raw("endless blob", "CONTENT_INVALID", SLOW, blob, FaultTable::endless);
        raw(
                "endless error message",
                "ACCESS_DENIED",
                SLOW,
                byTag,
                (socket, output) -> endless(output, "403 Forbidden"));
        raw("slow body", "TIMEOUT", SLOW, byTag, (socket, output) -> {
            output.write(RawServer.head("HTTP/1.1 200 OK", "Content-Length: 1000"));
            while (true) {
                output.write(' ');
                Thread.sleep(500);
            }
        });
        raw("slow header", "TIMEOUT", SLOW, byTag, (socket, output) -> {
            while (true) {
                output.write('H');
                Thread.sleep(500);
            }
        });
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        row(
                "compressed bomb",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(JSON, bomb.toByteArray(), "Content-Encoding", "gzip")));
        row(
                "compressed in transfer",
                "CONTENT_INVALID",
                SLOW,
                blob,
                r -> r.on("/blobs/", body("*/*", bomb.toByteArray())));
    }

    private static void endless(Socket socket, OutputStream output) throws IOException {
        endless(output, "200 OK");
    }

    private static void endless(OutputStream output, String status) throws IOException {
        output.write(RawServer.head("HTTP/1.1 " + status, "Transfer-Encoding: chunked"));
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        while (true) {
            output.write(chunk);
        }
    }

    private void json() throws IOException {
        row(
                "index of 100,000 entries",
                "CONTENT_INVALID",
                SLOW,
                byTag,
                r -> r.on("/manifests/", exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", TestImage.OCI_INDEX);
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream output = exchange.getResponseBody()) {
                        output.write(TestImage.utf8("{\"schemaVersion\":2,\"manifests\":["));
                        String entry = TestImage.descriptor(TestImage.OCI_MANIFEST, manifest, "");
                        for (int i = 0; i < 100_000; i++) {
                            output.write(TestImage.utf8((i == 0 ? "" : ",") + entry));
                        }
                        output.write(TestImage.utf8("]}"));
                    }
                }));
        row(
                "a million values in 4 MiB",
                "CONTENT_INVALID",
                SLOW,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(
                                JSON,
                                "{\"schemaVersion\":2,\"x\":[" + "{},".repeat(1_000_000) + "{}],\"manifests\":[]}")));
        row(
                "deep JSON",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(JSON, "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}")));
        row(
                "duplicate keys",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(
                                JSON,
                                new String(manifest)
                                        .replace("\"schemaVersion\":2", "\"schemaVersion\":2,\"config\":{}"))));
        row(
                "two JSON values",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(JSON, new String(manifest) + "{}")));
        row(
                "not UTF-8",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on("/manifests/", body(JSON, new String(manifest).getBytes(StandardCharsets.UTF_16))));
        row(
                "huge number",
                "CONTENT_INVALID",
                QUICK,
                byTag,
                r -> r.on(
                        "/manifests/",
                        body(JSON, new String(manifest).replace("\"size\":5", "\"size\":" + "9".repeat(100_000)))));
    }

    private void tokens() throws IOException {
        tokens(
                "token service: 401 loop with good tokens",
                "ACCESS_DENIED",
                QUICK,
                body(JSON, "{\"token\":\"t0ken-Value\"}"));
        tokens("token service: refuses", "ACCESS_DENIED", QUICK, status(401));
        tokens("token service: 500", "REGISTRY_UNREACHABLE", SLOW, status(500));
        tokens("token service: web page", "CONTENT_INVALID", QUICK, body("text/html", "<html>"));
        tokens("token service: no token", "CONTENT_INVALID", QUICK, body(JSON, "{\"expires_in\":60}"));
        tokens("token service: no object", "CONTENT_INVALID", QUICK, body(JSON, "[\"t0ken-Value\"]"));
        tokens(
                "token service: line break in token",
                "CONTENT_INVALID",
                QUICK,
                body(JSON, "{\"token\":\"t0ken-Value\\r\\nX-Injected: 1\"}"));
        tokens("token service: never answers", "TIMEOUT", SLOW, FaultTable::hang);
        tokens("token service: redirect loop", "CONTENT_INVALID", QUICK, status(307, "Location", "/token"));
        tokens("token service: endless", "CONTENT_INVALID", SLOW, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                exchange.getResponseBody().write(spaces);
            }
        });
        realm("token service: on a host of another domain", "ACCESS_DENIED", "https://tokens.attacker.example/token");
        realm("token service: a file", "CONTENT_INVALID", "file:///etc/passwd");
        realm("token service: a metadata service", "CONTENT_INVALID", "http://169.254.169.254/token");
        realm("token service: none named", "CONTENT_INVALID", "");
        realm("token service: with user information", "CONTENT_INVALID", "http://user:password@127.0.0.1/token");
    }

    private static void hang(HttpExchange exchange) {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tokens(String name, String expected, long bound, HttpHandler answer) throws IOException {
        row(name, expected, bound, byTag, r -> r.on("/token", answer)
                .on(
                        "/v2/",
                        status(401, "WWW-Authenticate", "Bearer realm=\"" + r.plainHost() + "/token\",service=\"x\"")));
    }

    private void realm(String name, String expected, String realm) throws IOException {
        row(
                name,
                expected,
                QUICK,
                byTag,
                r -> r.on("/v2/", status(401, "WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"x\"")));
    }

    private void referrersRows() throws IOException {
        byte[] empty = TestImage.index();
        String here = "/v2/app/referrers/" + image;
        row(
                "referrers: pages in a circle",
                "CONTENT_INVALID",
                QUICK,
                referrers,
                r -> r.on("/referrers/", body(TestImage.OCI_INDEX, empty, "Link", "<" + here + "?n=1>; rel=\"next\"")));
        AtomicInteger page = new AtomicInteger();
        row(
                "referrers: endless pages",
                "CONTENT_INVALID",
                SLOW,
                referrers,
                r -> r.on("/referrers/", exchange -> body(
                                TestImage.OCI_INDEX,
                                empty,
                                "Link",
                                "<" + here + "?n=" + page.incrementAndGet() + ">; rel=\"next\"")
                        .handle(exchange)));
        row(
                "referrers: next page elsewhere",
                "CONTENT_INVALID",
                QUICK,
                referrers,
                r -> r.on(
                        "/referrers/",
                        body(
                                TestImage.OCI_INDEX,
                                empty,
                                "Link",
                                "<http://attacker.example" + here + "?n=1>; rel=next")));
        row(
                "referrers: next page of another image",
                "CONTENT_INVALID",
                QUICK,
                referrers,
                r -> r.on(
                        "/referrers/",
                        body(TestImage.OCI_INDEX, empty, "Link", "</v2/other/referrers/" + image + "?n=1>; rel=next")));
        row(
                "referrers: web page",
                "CONTENT_INVALID",
                QUICK,
                referrers,
                r -> r.on("/referrers/", body("text/html", "<html>")));
        row(
                "referrers: an image manifest",
                "CONTENT_INVALID",
                QUICK,
                referrers,
                r -> r.on("/referrers/", body(TestImage.OCI_INDEX, manifest)));
        row(
                "referrers: an error with status 200",
                "CONTENT_INVALID",
                QUICK,
                referrers,
                r -> r.on("/referrers/", body(JSON, "{\"errors\":[{\"code\":\"UNKNOWN\"}]}")));
        row(
                "referrers: 401 on the second page",
                "ACCESS_DENIED",
                QUICK,
                referrers,
                r -> r.on("/referrers/", exchange -> {
                    if (exchange.getRequestURI().getQuery() != null) {
                        status(401).handle(exchange);
                    } else {
                        body(TestImage.OCI_INDEX, empty, "Link", "<?n=1>; rel=next")
                                .handle(exchange);
                    }
                }));
        row(
                "referrers: 404 on the second page",
                "REGISTRY_UNREACHABLE",
                QUICK,
                referrers,
                r -> r.on("/referrers/", exchange -> {
                    if (exchange.getRequestURI().getQuery() != null) {
                        status(404).handle(exchange);
                    } else {
                        body(TestImage.OCI_INDEX, empty, "Link", "<?n=1>; rel=next")
                                .handle(exchange);
                    }
                }));
        row(
                "referrers: more than can be",
                "CONTENT_INVALID",
                SLOW,
                referrers,
                r -> r.on("/referrers/", exchange -> {
                    String[] many = new String[10_000];
                    java.util.Arrays.fill(many, TestImage.descriptor(TestImage.OCI_MANIFEST, manifest, ""));
                    body(TestImage.OCI_INDEX, TestImage.index(many)).handle(exchange);
                }));
    }
}
