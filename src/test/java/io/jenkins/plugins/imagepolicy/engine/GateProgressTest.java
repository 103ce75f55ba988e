package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateProgressTest {
    @TempDir
    private Path folder;

    @Test
    void countsImagesAndWhatWentOverTheWire() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata: {name: open}
                spec:
                  images: [{glob: "**"}]
                  authorities: [{static: {action: pass}}]
                """);
        try (TestRegistry registry = TestRegistry.plain()) {
            Digest app = registry.image("app", "1.0");
            registry.image("web", "1.0");
            new Gate(lines::add)
                    .run(GateRequest.builder()
                            .directory(folder.toString())
                            .policies(List.of("policy.yaml"))
                            .images(List.of(registry.host() + "/app@" + app, registry.host() + "/web:1.0"))
                            .insecureRegistries(List.of(registry.plainHost()))
                            .jobs(1)
                            .build());

            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).isEqualTo("1 policy, 2 images");
            assertThat(lines.get(1)).matches("1/2 pass \\S+/app@sha256:\\S+ \\(1 request, \\d+\\.\\d kB\\)");
            assertThat(lines.get(2))
                    .matches("2/2 pass \\S+/web:1.0 \\(" + registry.requests().size() + " requests, \\d+\\.\\d kB\\)");
        }
    }

    @Test
    void letsNoImageWriteALineOfItsOwn() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata: {name: closed}
                spec:
                  images: [{glob: "**"}]
                  authorities: [{static: {action: fail}}]
                """);
        Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers: [{name: c, image: "a\\n1/1 pass b:1\\e[2K\\u202e"}]
                """);
        new Gate(lines::add)
                .run(GateRequest.builder()
                        .directory(folder.toString())
                        .policies(List.of("policy.yaml"))
                        .manifests(List.of("pod.yaml"))
                        .offline(true)
                        .build());
        assertThat(lines).hasSize(2).noneMatch(line -> line.matches("(?s).*[\\p{Cc}\\p{Cf}].*"));
        assertThat(lines.get(1)).startsWith("1/1 error a 1/1 pass b:1");
    }
}
