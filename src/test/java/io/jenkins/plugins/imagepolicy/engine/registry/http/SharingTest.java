package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.RawServer;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work that is shared, bounded, kept and ended. */
@Timeout(60)
class SharingTest {
    private final TestRegistry registry = TestRegistry.plain();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        registry.close();
        threads.shutdownNow();
    }

    private RegistryOptions.Builder options() {
        return RegistryOptions.builder().insecureHosts(registry.plainHost()).proxy(ProxySettings.NONE);
    }

    private <T> List<T> together(List<Callable<T>> reads) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(reads)) {
            results.add(future.get());
        }
        return results;
    }

    @Test
    void whoAsksForTheSameAtTheSameTimeSharesOneRequest() throws Exception {
        Digest digest = registry.image("app", "1.0");
        registry.delay(100);
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            Repository repository = registries.repository(registry.repository("app"));
            List<Callable<Object>> reads = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                reads.add(() -> repository.manifest("1.0").orElseThrow().digest());
                reads.add(() -> repository.referrers(digest));
            }
            together(reads);
            assertThat(registry.requests()).hasSize(2);
            assertThat(registries.traffic().shared()).isEqualTo(58);
        }
    }

    @Test
    void aTagKeepsTheMeaningItHadFirst() throws Exception {
        Digest first = registry.image("app", "1.0");
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            Repository repository = registries.repository(registry.repository("app"));
            assertThat(repository.manifest("1.0").orElseThrow().digest()).isEqualTo(first);
            byte[] other = TestImage.of("other").manifest();
            registry.store().putManifest("app", "1.0", TestImage.OCI_MANIFEST, other);
            assertThat(repository.manifest("1.0").orElseThrow().digest()).isEqualTo(first);
            assertThat(repository.manifest("2.0")).isEmpty();
            registry.store().putManifest("app", "2.0", TestImage.OCI_MANIFEST, other);
            assertThat(repository.manifest("2.0")).isEmpty();
        }
    }

    @Test
    void aFaultIsNotKept() throws Exception {
        registry.image("app", "1.0");
        registry.first(1, "/manifests/", TestRegistry.status(403));
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            Repository repository = registries.repository(registry.repository("app"));
            assertThatThrownBy(() -> repository.manifest("1.0")).isInstanceOf(RegistryException.class);
            assertThat(repository.manifest("1.0")).isPresent();
        }
    }

    @Test
    void aHostThatDoesNotAnswerCostsItsTimeLimitOnce() throws Exception {
        try (RawServer silent = new RawServer((socket, output) -> Thread.sleep(60_000))) {
            RegistryOptions options = RegistryOptions.builder()
                    .insecureHosts("http://" + silent.host())
                    .proxy(ProxySettings.NONE)
                    .callTimeout(Duration.ofMillis(500))
                    .build();
            try (HttpRegistries registries = new HttpRegistries(options)) {
                List<Callable<ReasonCode>> reads = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    Repository repository = registries.repository(new RepositoryName(silent.host(), "app-" + i));
                    reads.add(() -> {
                        try {
                            return repository.manifest("1.0").isPresent() ? null : ReasonCode.TAG_NOT_FOUND;
                        } catch (RegistryException e) {
                            return e.code();
                        }
                    });
                }
                assertThat(together(reads))
                        .containsOnly(ReasonCode.TIMEOUT, ReasonCode.REGISTRY_UNREACHABLE)
                        .contains(ReasonCode.REGISTRY_UNREACHABLE);
                assertThat(silent.connections()).isLessThan(30);
            }
        }
    }

    @Test
    void noMoreRequestsAtOnceThanAllowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        registry.on("/manifests/", exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            now.decrementAndGet();
            TestRegistry.status(404).handle(exchange);
        });
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            List<Callable<Object>> reads = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Repository repository = registries.repository(registry.repository("app" + i));
                reads.add(() -> repository.manifest("1.0"));
            }
            together(reads);
        }
        assertThat(most).hasValueBetween(6, 8);
    }

    @Test
    void interruptingAReaderEndsItsWaiting() throws Exception {
        try (RawServer silent = new RawServer((socket, output) -> Thread.sleep(60_000));
                HttpRegistries registries = new HttpRegistries(
                        options().insecureHosts("http://" + silent.host()).build())) {
            Repository repository = registries.repository(new RepositoryName(silent.host(), "app"));
            Thread reader = new Thread(
                    () -> assertThatThrownBy(() -> repository.manifest("1.0")).hasMessageContaining("cancelled"));
            reader.start();
            Thread.sleep(200);
            reader.interrupt();
            reader.join(2_000);
            assertThat(reader.isAlive()).isFalse();
        }
    }

    @Test
    void closingEndsAllReadsAndConnections() throws Exception {
        try (RawServer silent = new RawServer((socket, output) -> {
            while (socket.getInputStream().read() >= 0) {
                // Waits until the client hangs up.
            }
        })) {
            HttpRegistries registries = new HttpRegistries(
                    options().insecureHosts("http://" + silent.host()).build());
            List<Future<Object>> reads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Repository repository = registries.repository(new RepositoryName(silent.host(), "app" + i));
                reads.add(threads.submit(() -> repository.manifest("1.0")));
            }
            while (silent.open() < 8) {
                Thread.sleep(10);
            }
            long start = System.nanoTime();
            registries.close();
            for (Future<Object> read : reads) {
                assertThatThrownBy(() -> read.get(2, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.code())
                                .isEqualTo(ReasonCode.TIMEOUT));
            }
            while (silent.open() > 0) {
                Thread.sleep(10);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            Repository late = registries.repository(new RepositoryName(silent.host(), "late"));
            assertThatThrownBy(() -> late.manifest("1.0")).isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void mirrorsAreAskedFirstAndNotBelieved() throws Exception {
        Digest digest = registry.image("team/app", "1.0");
        try (TestRegistry mirror = TestRegistry.plain()) {
            RegistryOptions options = options()
                    .insecureHosts(registry.plainHost(), mirror.plainHost())
                    .mirrors(Map.of(registry.host(), List.of("127.0.0.1:1/none", mirror.host() + "/proxied")))
                    .build();
            try (HttpRegistries registries = new HttpRegistries(options)) {
                assertThat(registries
                                .repository(registry.repository("team/app"))
                                .manifest("1.0"))
                        .isPresent();
                assertThat(mirror.requests()).containsExactly("GET /v2/proxied/team/app/manifests/1.0");
                assertThat(registry.requests()).hasSize(1);
            }
            mirror.image("proxied/team/app", "1.0");
            mirror.store()
                    .putManifest(
                            "proxied/team/app",
                            digest.toString(),
                            TestImage.OCI_MANIFEST,
                            TestImage.of("evil").manifest());
            try (HttpRegistries registries = new HttpRegistries(options)) {
                assertThatThrownBy(() -> registries
                                .repository(registry.repository("team/app"))
                                .manifest(digest))
                        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.code())
                                .isEqualTo(ReasonCode.CONTENT_INVALID));
            }
        }
    }

    @Test
    void anAliasIsAskedInstead() throws Exception {
        registry.image("hub/library/nginx", "1.0");
        try (HttpRegistries registries = new HttpRegistries(
                options().aliases(Map.of("docker.io", registry.host() + "/hub")).build())) {
            assertThat(registries.repository(RepositoryName.parse("nginx")).manifest("1.0"))
                    .isPresent();
        }
    }

    @Test
    void theCacheIsBoundedHashedAndSafeForSeveral(@TempDir Path folder) throws Exception {
        DiskCache cache = new DiskCache(folder, 100_000);
        byte[] first = content(0);
        cache.write(Digest.of(first), first);
        assertThat(cache.read(Digest.of(first), 10_000)).contains(first);
        assertThat(cache.read(Digest.of(first), 10)).isEmpty();
        Path file = files(folder).get(0);
        Files.writeString(file, "evil");
        assertThat(cache.read(Digest.of(first), 10_000)).isEmpty();
        assertThat(file).doesNotExist();
        Files.createSymbolicLink(file, Files.write(folder.resolve("outside"), first));
        assertThat(cache.read(Digest.of(first), 10_000)).isEmpty();
        Files.delete(file);
        List<Callable<Object>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            DiskCache own = new DiskCache(folder, 100_000);
            writers.add(() -> {
                for (int i = 0; i < 100; i++) {
                    byte[] content = content(i);
                    own.write(Digest.of(content), content);
                    assertThat(own.read(Digest.of(content), 10_000).orElse(content))
                            .isEqualTo(content);
                }
                own.trim();
                return null;
            });
        }
        together(writers);
        long size = 0;
        for (Path path : files(folder.resolve("sha256"))) {
            size += Files.size(path);
        }
        assertThat(size).isLessThanOrEqualTo(100_000).isGreaterThan(50_000);
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoFault(@TempDir Path folder) throws Exception {
        registry.image("app", "1.0");
        Path file = Files.writeString(folder.resolve("file"), "");
        try (HttpRegistries registries =
                new HttpRegistries(options().cache(file, 1000).build())) {
            assertThat(registries.repository(registry.repository("app")).manifest("1.0"))
                    .isPresent();
        }
    }

    private static byte[] content(int number) {
        return TestImage.utf8((number + " ").repeat(1000));
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
