package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Debian's docker-registry as a process of its own, open or locked in one of the ways it knows. */
public final class DockerRegistry implements AutoCloseable {
    public static final String USER = "jane";
    public static final String PASSWORD = "s3cret:Passw0rd";

    /** How it is locked; all but the open one speak TLS. */
    public enum Lock {
        OPEN,
        BASIC,
        TOKEN
    }

    private final Path folder;
    private final TestCertificates certificates = new TestCertificates();
    private final KeyPair signingKeys = TestCertificates.keys();
    private final X509Certificate signer = certificates.forSigning(signingKeys);
    private final List<String> tokensFor = new CopyOnWriteArrayList<>();
    private final int port;
    private final Lock lock;
    private HttpsServer tokens;
    private Process process;

    public DockerRegistry(Path folder, Lock lock) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.lock = lock;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(authority(), certificates.pem());
        List<String> config = new ArrayList<>(List.of(
                "version: 0.1",
                "log: {level: error, accesslog: {disabled: true}}",
                "storage: {filesystem: {rootdirectory: " + folder.resolve("data") + "}, delete: {enabled: true}}",
                "http:",
                "  addr: 127.0.0.1:" + port));
        if (lock != Lock.OPEN) {
            certificates.write(folder.resolve("server.pem"), folder.resolve("server.key"), "127.0.0.1");
            config.add("  tls: {certificate: " + folder.resolve("server.pem") + ", key: " + folder.resolve("server.key")
                    + "}");
        }
        if (lock == Lock.BASIC) {
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            Files.writeString(
                    folder.resolve("htpasswd"),
                    USER + ":" + OpenBSDBCrypt.generate("2y", PASSWORD.toCharArray(), salt, 5) + "\n");
            config.add("auth: {htpasswd: {realm: test, path: " + folder.resolve("htpasswd") + "}}");
        }
        if (lock == Lock.TOKEN) {
            startTokens();
            config.add("auth:");
            config.add("  token: {realm: \"https://127.0.0.1:"
                    + tokens.getAddress().getPort() + "/token\", service: test, issuer: tester, rootcertbundle: "
                    + authority() + "}");
        }
        Files.write(folder.resolve("config.yml"), config);
        start();
    }

    /** Whether a program of this name can be run. */
    public static boolean isInstalled(String program) {
        for (String path : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(path).resolve(program))) {
                return true;
            }
        }
        return false;
    }

    private void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        "docker-registry", "serve", folder.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("log")));
    }

    private void startTokens() throws IOException {
        tokens = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.setHttpsConfigurator(new HttpsConfigurator(certificates.server("127.0.0.1", Duration.ofDays(1))));
        tokens.createContext("/token", this::token);
        tokens.start();
    }

    private void token(HttpExchange exchange) throws IOException {
        try (exchange) {
            String pair = USER + ":" + PASSWORD;
            String proof = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            if (!proof.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_UNAUTHORIZED, -1);
                return;
            }
            List<Map<String, Object>> access = new ArrayList<>();
            for (String part : exchange.getRequestURI().getQuery().split("&")) {
                String[] scope = part.replaceFirst("^scope=", "").split(":");
                if (part.startsWith("scope=") && scope.length == 3) {
                    tokensFor.add(part.substring(6));
                    access.add(Map.of("type", scope[0], "name", scope[1], "actions", scope[2].split(",")));
                }
            }
            byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("token", jwt(access), "expires_in", 300));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String jwt(List<Map<String, Object>> access) throws IOException {
        try {
            ObjectMapper json = new ObjectMapper();
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            long now = Instant.now().getEpochSecond();
            String head = base64.encodeToString(json.writeValueAsBytes(Map.of(
                    "typ",
                    "JWT",
                    "alg",
                    "ES256",
                    "x5c",
                    List.of(Base64.getEncoder().encodeToString(signer.getEncoded())))));
            String claims = base64.encodeToString(json.writeValueAsBytes(Map.of(
                    "iss",
                    "tester",
                    "sub",
                    USER,
                    "aud",
                    "test",
                    "exp",
                    now + 300,
                    "nbf",
                    now - 60,
                    "iat",
                    now,
                    "jti",
                    Long.toString(System.nanoTime()),
                    "access",
                    access)));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signingKeys.getPrivate());
            signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return head + "." + claims + "." + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Scopes that tokens were given for. */
    public List<String> tokensFor() {
        return List.copyOf(tokensFor);
    }

    /** PEM file with the authority of its certificate. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    public String host() {
        return "127.0.0.1:" + port;
    }

    /** Copies with skopeo: {@code source} as skopeo writes it ({@code oci:folder:tag}). */
    public void push(String source, String repositoryAndTag) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "skopeo",
                "copy",
                "--all",
                "--insecure-policy",
                "--src-tls-verify=false",
                "--dest-tls-verify=false",
                "--preserve-digests"));
        if (lock != Lock.OPEN) {
            command.addAll(List.of("--dest-creds", USER + ":" + PASSWORD));
        }
        command.addAll(List.of(source, "docker://" + host() + "/" + repositoryAndTag));
        Process push = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(push.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (push.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    /** A repository to push into, whatever it is that is pushed. */
    public ArtefactStore store(String path) throws IOException {
        String base = (lock == Lock.OPEN ? "http://" : "https://") + host() + "/v2/" + path;
        Optional<String> proof =
                switch (lock) {
                    case OPEN -> Optional.empty();
                    case BASIC ->
                        Optional.of("Basic "
                                + Base64.getEncoder()
                                        .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
                    case TOKEN ->
                        Optional.of("Bearer "
                                + jwt(List.of(Map.of(
                                        "type", "repository", "name", path, "actions", List.of("pull", "push")))));
                };
        return new PushedRepository(base, proof, certificates.client());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (tokens != null) {
            tokens.stop(0);
        }
    }
}
