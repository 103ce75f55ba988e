package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageConfigs;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageResolver;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.Resolution;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.DockerRegistry;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry and a pushing tool that others wrote. */
class DockerRegistryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void readsWhatSkopeoPushed(DockerRegistry.Lock lock) throws Exception {
        assumeTrue(DockerRegistry.isInstalled("docker-registry"), "skipped: docker-registry is not installed");
        assumeTrue(DockerRegistry.isInstalled("skopeo"), "skipped: skopeo is not installed");
        TestLayout layout = new TestLayout(folder.resolve("layout"));
        Digest image = layout.image("app", "1.0");
        Digest index = index(layout);
        try (DockerRegistry registry = new DockerRegistry(folder.resolve("registry"), lock)) {
            registry.push("oci:" + layout.folder() + ":1.0", "team/app:1.0");
            registry.push("oci:" + layout.folder() + ":multi", "team/multi:1.0");
            RegistryOptions.Builder options = RegistryOptions.builder()
                    .proxy(ProxySettings.NONE)
                    .cache(folder.resolve("cache"), 1 << 20)
                    .insecureHosts(lock == DockerRegistry.Lock.OPEN ? new String[] {registry.host()} : new String[0])
                    .caCertificates(List.of(registry.authority()))
                    .credentials(Map.of(
                            registry.host(), new Credential.Basic(DockerRegistry.USER, DockerRegistry.PASSWORD)));
            for (String run : List.of("cold", "warm")) {
                try (HttpRegistries registries = new HttpRegistries(options.build())) {
                    assertThat(resolve(registries, registry.host() + "/team/app:1.0")
                                    .digest())
                            .as(run)
                            .isEqualTo(image);
                    ResolvedImage byDigest = resolve(registries, registry.host() + "/team/app@" + image);
                    assertThat(ImageConfigs.read(byDigest).get(0).bytes())
                            .isEqualTo(TestImage.of("app").config());
                    ResolvedImage multi = resolve(registries, registry.host() + "/team/multi:1.0");
                    assertThat(multi.digest()).isEqualTo(index);
                    assertThat(ImageConfigs.read(multi))
                            .extracting(config -> config.platform().toString())
                            .containsExactly("linux/amd64", "linux/arm64");
                    Repository repository = registries.repository(new RepositoryName(registry.host(), "team/app"));
                    assertThat(repository.manifest("2.0")).isEmpty();
                    assertThat(repository.referrers(image).supported()).isFalse();
                }
            }
            if (lock != DockerRegistry.Lock.OPEN) {
                refuses(registry, options);
            }
            if (lock == DockerRegistry.Lock.TOKEN) {
                assertThat(registry.tokensFor()).contains("repository:team/app:pull");
            }
        }
    }

    private Digest index(TestLayout layout) throws Exception {
        String[] children = new String[2];
        List<String> architectures = List.of("amd64", "arm64");
        for (int i = 0; i < 2; i++) {
            TestImage child = TestImage.of("multi", architectures.get(i));
            layout.blob(child.config());
            layout.blob(child.manifest());
            children[i] = TestImage.descriptor(
                    TestImage.OCI_MANIFEST, child.manifest(), TestImage.platform("linux", architectures.get(i)));
        }
        return layout.manifest(TestImage.OCI_INDEX, TestImage.index(children), "multi");
    }

    private static ResolvedImage resolve(HttpRegistries registries, String reference) throws Exception {
        Resolution resolution = ImageResolver.resolve(ImageReference.parse(reference), registries);
        return ((Resolution.Found) resolution).image();
    }

    private static void refuses(DockerRegistry registry, RegistryOptions.Builder options) throws Exception {
        for (Map<String, Credential> wrong : List.<Map<String, Credential>>of(
                Map.of(), Map.of(registry.host(), new Credential.Basic("jane", "x")))) {
            try (HttpRegistries registries =
                    new HttpRegistries(options.credentials(wrong).build())) {
                assertThatThrownBy(() -> resolve(registries, registry.host() + "/team/app:1.0"))
                        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.code())
                                .isEqualTo(ReasonCode.ACCESS_DENIED));
            }
        }
    }
}
