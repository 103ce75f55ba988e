package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TufTrustTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final TestTufRepository repository = new TestTufRepository(NOW.plusSeconds(3600));
    private final byte[] target = TestSigstore.create().trustedRootJson();
    private final byte[] root = repository.root(1, repository.key);

    @Test
    void readsATrustedRootFromAnArchive() throws Exception {
        repository.publish(1, TufTrust.TARGET, target);
        assertThat(archive().transparencyLogs()).hasSize(2);
    }

    @Test
    void followsARotatedRoot() throws Exception {
        KeyPair old = TestKeys.pair("P-256");
        byte[] first = repository.root(1, old);
        repository.files.put("2.root.json", repository.root(2, repository.key, old, repository.key));
        repository.publish(1, TufTrust.TARGET, target);
        TrustedRoot trusted =
                TufTrust.ofArchive("root", first, repository.archive(), TufTrust.TARGETS, TufTrust.TARGET, NOW);
        assertThat(trusted.ctLogs()).hasSize(1);
    }

    @Test
    void refusesARootThatTheOldOneDidNotSign() {
        repository.files.put("2.root.json", repository.root(2, TestKeys.pair("P-256")));
        repository.publish(1, TufTrust.TARGET, target);
        assertThatThrownBy(this::archive)
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("root.json is signed by 0");
    }

    @Test
    void refusesARootThatDidNotSignItself() {
        KeyPair old = TestKeys.pair("P-256");
        repository.files.put("2.root.json", repository.root(2, repository.key, old));
        repository.publish(1, TufTrust.TARGET, target);
        assertThatThrownBy(() -> TufTrust.ofArchive(
                        "root", repository.root(1, old), repository.archive(), TufTrust.TARGETS, TufTrust.TARGET, NOW))
                .hasMessageContaining("root.json is signed by 0");
    }

    @Test
    void refusesARootOfAnotherVersionThanItsName() {
        repository.files.put("2.root.json", repository.root(3, repository.key));
        repository.publish(1, TufTrust.TARGET, target);
        assertThatThrownBy(this::archive).hasMessageContaining("2.root.json has another version");
    }

    @Test
    void refusesMetadataMixedOfTwoVersions() {
        repository.publish(1, TufTrust.TARGET, target);
        byte[] old = repository.files.get("1.snapshot.json");
        repository.publish(2, TufTrust.TARGET, target);
        repository.files.put("2.snapshot.json", old);
        assertThatThrownBy(this::archive).hasMessageContaining("2.snapshot.json has another");
    }

    @Test
    void refusesAKeyThatIsNone() {
        byte[] first = new String(root, StandardCharsets.UTF_8)
                .replace("-----BEGIN PUBLIC KEY-----", "-----BEGINNING-----")
                .getBytes(StandardCharsets.UTF_8);
        repository.publish(1, TufTrust.TARGET, target);
        assertThatThrownBy(() ->
                        TufTrust.ofArchive("root", first, repository.archive(), TufTrust.TARGETS, TufTrust.TARGET, NOW))
                .isInstanceOf(TrustException.class);
    }

    @Test
    void refusesMetadataOfAnotherKey() {
        TestTufRepository evil = new TestTufRepository(NOW.plusSeconds(3600));
        evil.publish(1, TufTrust.TARGET, target);
        assertThatThrownBy(
                        () -> TufTrust.ofArchive("root", root, evil.archive(), TufTrust.TARGETS, TufTrust.TARGET, NOW))
                .hasMessageContaining("timestamp.json is signed by 0");
    }

    @Test
    void refusesAChangedTarget() {
        repository.publish(1, TufTrust.TARGET, target);
        String path = repository.files.keySet().stream()
                .filter(f -> f.startsWith("targets/"))
                .findFirst()
                .orElseThrow();
        repository.files.put(path, TestSigstore.create().trustedRootJson());
        assertThatThrownBy(this::archive).hasMessageContaining("another");
    }

    @Test
    void refusesExpiredMetadata() {
        repository.publish(1, TufTrust.TARGET, target);
        assertThatThrownBy(() -> TufTrust.ofArchive(
                        "root", root, repository.archive(), TufTrust.TARGETS, TufTrust.TARGET, NOW.plusSeconds(7200)))
                .hasMessageContaining("expired");
    }

    @Test
    void refusesWhatIsNoArchive() {
        assertThatThrownBy(() ->
                        TufTrust.ofArchive("root", root, new byte[] {1, 2, 3}, TufTrust.TARGETS, TufTrust.TARGET, NOW))
                .isInstanceOf(TrustException.class);
    }

    @Test
    void usesItsCacheWhenTheMirrorIsGoneAndRefusesARollback(@TempDir Path cache) throws Exception {
        repository.publish(2, TufTrust.TARGET, target);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] file =
                    repository.files.get(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
            if (file != null) {
                exchange.getResponseBody().write(file);
            }
            exchange.close();
        });
        server.start();
        URI mirror = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try {
            assertThat(mirror(mirror, cache).transparencyLogs()).hasSize(2);
            repository.publish(1, TufTrust.TARGET, target);
            assertThatThrownBy(() -> mirror(mirror, cache)).hasMessageContaining("older than what was seen");
        } finally {
            server.stop(0);
        }
        assertThat(mirror(mirror, cache).transparencyLogs()).hasSize(2);
        assertThatThrownBy(() -> mirror(mirror, cache.resolve("empty"))).hasMessageContaining("Could not reach");
    }

    private TrustedRoot mirror(URI mirror, Path cache) throws TrustException {
        return TufTrust.ofMirror("root", root, mirror, TufTrust.TARGETS, TufTrust.TARGET, cache, NOW);
    }

    private TrustedRoot archive() throws TrustException {
        return TufTrust.ofArchive("root", root, repository.archive(), TufTrust.TARGETS, TufTrust.TARGET, NOW);
    }
}
