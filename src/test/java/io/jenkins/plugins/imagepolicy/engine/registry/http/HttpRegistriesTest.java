package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpRegistriesTest {
    private final TestRegistry registry = TestRegistry.plain();

    @AfterEach
    void stop() {
        registry.close();
    }

    private RegistryOptions.Builder options() {
        return RegistryOptions.builder().insecureHosts(registry.plainHost()).proxy(ProxySettings.NONE);
    }

    @Test
    void readsAnImageByTagAndByDigestWithOneRequestEach() throws Exception {
        Digest digest = registry.image("team/app", "1.0");
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            Repository repository = registries.repository(registry.repository("team/app"));
            Manifest byTag = repository.manifest("1.0").orElseThrow();
            assertThat(byTag.digest()).isEqualTo(digest);
            assertThat(repository.manifest("1.0")).containsSame(byTag);
            assertThat(registry.requests()).containsExactly("GET /v2/team/app/manifests/1.0");
            assertThat(repository.manifest(digest).orElseThrow().digest()).isEqualTo(digest);
            Digest config = byTag.config().orElseThrow().digest();
            assertThat(repository.blob(config, 10_000)).isPresent();
            assertThat(repository.blob(config, 10_000)).isPresent();
            assertThat(registry.count("/blobs/")).isEqualTo(1);
        }
    }

    @Test
    void saysThatSomethingIsAbsentOnlyWhenTheRegistrySaysSo() throws Exception {
        registry.image("app", "1.0");
        registry.on("/manifests/broken", TestRegistry.status(500));
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            Repository repository = registries.repository(registry.repository("app"));
            assertThat(repository.manifest("none")).isEmpty();
            assertThat(repository.manifest(Digest.of(new byte[0]))).isEmpty();
            assertThat(repository.blob(Digest.of(new byte[0]), 10)).isEmpty();
            assertThatThrownBy(() -> repository.manifest("broken"))
                    .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.code())
                            .isEqualTo(ReasonCode.REGISTRY_UNREACHABLE));
        }
    }

    @Test
    void aBareInsecureHostIsAskedWhatItSpeaks() throws Exception {
        registry.image("app", "1.0");
        try (HttpRegistries registries =
                new HttpRegistries(options().insecureHosts(registry.host()).build())) {
            assertThat(registries.repository(registry.repository("app")).manifest("1.0"))
                    .isPresent();
        }
        assertThat(registry.requests()).containsExactly("GET /v2/", "GET /v2/app/manifests/1.0");
    }

    @Test
    void plainHttpIsForNamedHostsOnly() throws Exception {
        registry.image("app", "1.0");
        try (HttpRegistries registries = new HttpRegistries(
                options().insecureHosts().connectTimeout(Duration.ofMillis(300)).build())) {
            assertThatThrownBy(() ->
                            registries.repository(registry.repository("app")).manifest("1.0"))
                    .isInstanceOf(RegistryException.class);
        }
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void readsReferrersOfAllPagesAndRemembersThatThereIsNoApi() throws Exception {
        Digest digest = registry.image("team/app", "1.0");
        byte[] signature = TestImage.manifest(
                "application/vnd.oci.empty.v1+json",
                TestImage.utf8("{}"),
                "application/vnd.dev.sigstore.bundle.v0.3+json",
                ",\"subject\":"
                        + TestImage.descriptor(
                                TestImage.OCI_MANIFEST,
                                TestImage.of("team/app:1.0").manifest(),
                                ""));
        Digest stored = registry.store()
                .putManifest("team/app", Digest.of(signature).toString(), TestImage.OCI_MANIFEST, signature);
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            Repository repository = registries.repository(registry.repository("team/app"));
            assertThat(repository.referrers(digest).supported()).isTrue();
            assertThat(repository.referrers(digest).descriptors())
                    .singleElement()
                    .satisfies(found -> assertThat(found.digest()).isEqualTo(stored));
        }
        registry.forget();
        registry.on("/referrers/", TestRegistry.status(404));
        try (HttpRegistries registries = new HttpRegistries(options().build())) {
            assertThat(registries
                            .repository(registry.repository("team/app"))
                            .referrers(digest)
                            .supported())
                    .isFalse();
            assertThat(registries
                            .repository(registry.repository("team/other"))
                            .referrers(digest)
                            .supported())
                    .isFalse();
        }
        assertThat(registry.count("/referrers/")).isEqualTo(1);
    }

    @Test
    void givesCredentialsWhenAskedAndTellsWhenTheyAreRefused() throws Exception {
        try (TestRegistry locked = TestRegistry.plain(new LocalRegistry.Options(true, "jane", "s3cret:with:colons"))) {
            locked.image("app", "1.0");
            RegistryOptions.Builder options =
                    RegistryOptions.builder().insecureHosts(locked.plainHost()).proxy(ProxySettings.NONE);
            try (HttpRegistries registries = new HttpRegistries(
                    options.credentials(Map.of(locked.host(), new Credential.Basic("jane", "s3cret:with:colons")))
                            .build())) {
                Repository repository = registries.repository(locked.repository("app"));
                assertThat(repository.manifest("1.0")).isPresent();
                assertThat(repository.manifest("2.0")).isEmpty();
                assertThat(locked.requests()).hasSize(3);
            }
            for (Map<String, Credential> credentials : List.of(
                    Map.<String, Credential>of(),
                    Map.<String, Credential>of(locked.host(), new Credential.Basic("jane", "s3cret")))) {
                try (HttpRegistries registries =
                        new HttpRegistries(options.credentials(credentials).build())) {
                    assertThatThrownBy(() -> registries
                                    .repository(locked.repository("app"))
                                    .manifest("1.0"))
                            .hasMessageNotContaining("s3cret")
                            .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.code())
                                    .isEqualTo(ReasonCode.ACCESS_DENIED));
                }
            }
        }
    }

    @Test
    void aSecondRunWithTheCacheAsksOnlyForWhatMayChange(@TempDir Path cache) throws Exception {
        Digest digest = registry.image("app", "1.0");
        RegistryOptions options = options().cache(cache, 1 << 20).build();
        for (int run = 0; run < 2; run++) {
            registry.forget();
            try (HttpRegistries registries = new HttpRegistries(options)) {
                Repository repository = registries.repository(registry.repository("app"));
                Manifest manifest = repository.manifest(digest).orElseThrow();
                repository
                        .blob(manifest.config().orElseThrow().digest(), 10_000)
                        .orElseThrow();
                repository.manifest("sha256-" + digest.hex() + ".sig");
                assertThat(registry.requests()).hasSize(run == 0 ? 3 : 1);
                assertThat(registries.traffic().fromDisk()).isEqualTo(run == 0 ? 0 : 2);
            }
        }
    }
}
