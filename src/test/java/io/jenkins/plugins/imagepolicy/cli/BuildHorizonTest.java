package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of January 2023 under "no older than 30 days", from a registry: refused today, accepted as of 20 January 2023. */
class BuildHorizonTest {
    private static final Path PACK = Path.of("images/policies/four-features");
    private static final String THEN = "2023-01-20T00:00:00Z";

    @TempDir
    private Path folder;

    private final TestRegistry registry = TestRegistry.plain();

    @BeforeEach
    void push() {
        byte[] config = TestImage.utf8("{\"architecture\":\"amd64\",\"os\":\"linux\","
                + "\"created\":\"2023-01-04T01:19:41.713369468Z\",\"config\":{\"Cmd\":[\"sh\"]},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
        byte[] manifest =
                TestImage.manifest(TestImage.OCI_CONFIG, config, "application/vnd.oci.image.layer.v1.tar", "");
        registry.store().putBlob("busybox", config);
        registry.store().putBlob("busybox", TestImage.LAYER);
        registry.store().putManifest("busybox", "1.36", TestImage.OCI_MANIFEST, manifest);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Cli verify(Path policy, String at) {
        String image = registry.host() + "/busybox:1.36";
        String[] now = {
            "verify", "--policy", policy.toString(), "--image", image, "--insecure-registry", registry.host()
        };
        if (at.isEmpty()) {
            return Cli.run(now);
        }
        String[] then = java.util.Arrays.copyOf(now, now.length + 2);
        then[now.length] = "--at";
        then[now.length + 1] = at;
        return Cli.run(then);
    }

    @Test
    void inRego() {
        Path policy = PACK.resolve("fetch-config-file.yaml");
        assertThat(verify(policy, THEN).exit()).isZero();
        assertThat(verify(policy, "2023-02-03T01:19:41Z").exit()).isZero();
        assertThat(verify(policy, "2023-02-03T01:19:42Z").exit()).isEqualTo(1);
        Cli today = verify(policy, "");
        assertThat(today.exit()).isEqualTo(1);
        assertThat(today.out().replaceAll("\\s+", " "))
                .contains("POLICY_REJECTED", "not built within the last 30 days: linux/amd64");
    }

    /** Only warns, as published; enforced here. */
    @Test
    void inThePublishedPolicy() throws IOException {
        Path published = SharedCases.folder("cip").resolve("catalog/policies/images/maximum-image-age-rego.yaml");
        Path policy = Files.writeString(
                folder.resolve("age.yaml"), Files.readString(published).replace("mode: warn", "mode: enforce"));
        assertThat(verify(policy, THEN).exit()).isZero();
        Cli today = verify(policy, "");
        assertThat(today.exit()).isEqualTo(1);
        assertThat(today.out()).contains("Image exceeds maximum allowed age.");
        Cli warned = verify(published, "");
        assertThat(warned.exit()).isZero();
        // The sentence wraps where the path of the checkout makes it.
        assertThat(warned.out().replaceAll("\\s+", " ")).contains("warns only", "Passed with warnings");
    }

    /** CUE knows no present time: the horizon is a date, and --at moves nothing. */
    @Test
    void inCue() throws IOException {
        Path policy = PACK.resolve("fetch-config-file-cue.yaml");
        assertThat(verify(policy, THEN).exit()).isZero();
        assertThat(verify(policy, "").exit()).isZero();
        Path moved = Files.writeString(
                folder.resolve("moved.yaml"), Files.readString(policy).replace("2022-12-21", "2026-10-23"));
        for (String at : new String[] {"", THEN}) {
            Cli refused = verify(moved, at);
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.out()).contains("config.\"linux/amd64\".created");
        }
    }
}
