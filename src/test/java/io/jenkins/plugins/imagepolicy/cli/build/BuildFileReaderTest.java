package io.jenkins.plugins.imagepolicy.cli.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFileReaderTest {
    private static final String HEAD = "apiVersion: jib/v1alpha1\nkind: BuildFile\n";

    @TempDir
    private Path directory;

    @Test
    void readsEveryField() throws Exception {
        BuildFile file = read(HEAD + """
                        from:
                          image: "${base}"
                          platforms:
                            - {os: linux, architecture: arm64}
                        creationTime: 2026-01-02T03:04:05Z
                        format: OCI
                        environment: {A: "1"}
                        labels: {l: v}
                        volumes: [/data]
                        exposedPorts: ["8080/tcp"]
                        user: "65532"
                        workingDirectory: /work
                        entrypoint: [java]
                        cmd: [-version]
                        layers:
                          properties: {filePermissions: "600", user: 1, group: 2}
                          entries:
                            - name: app
                              files:
                                - src: x
                                  dest: /x
                                  excludes: ["**/*.tmp"]
                        """, Map.of("base", "r.example/base:1"));
        assertThat(file.from()).isEqualTo("r.example/base:1");
        assertThat(file.platforms()).containsExactly(new BuildFile.BasePlatform("linux", "arm64"));
        assertThat(file.creationTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(file.format()).contains(com.google.cloud.tools.jib.api.buildplan.ImageFormat.OCI);
        assertThat(file.entrypoint()).contains(List.of("java"));
        BuildFile.Copy copy = file.layers().get(0).files().get(0);
        assertThat(copy.src()).isEqualTo(directory.resolve("x"));
        assertThat(copy.properties().filePermissions()).isEqualTo("600");
        assertThat(copy.properties().ownership()).isEqualTo("1:2");
    }

    @Test
    void namesAnUnknownFieldWithItsPlace() {
        assertThatThrownBy(() -> read(HEAD + "users: root\n", Map.of()))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("jib.yaml:3:1")
                .hasMessageContaining("'users' is not supported");
    }

    @Test
    void namesAParameterThatIsMissing() {
        assertThatThrownBy(() -> read(HEAD + "from: {image: \"${base}\"}\n", Map.of()))
                .hasMessageContaining("--parameter base=VALUE");
    }

    @Test
    void refusesWhatIsNoBuildFile() {
        assertThatThrownBy(() -> read("apiVersion: v1\nkind: Pod\n", Map.of()))
                .hasMessageContaining("no Jib build file");
    }

    private BuildFile read(String text, Map<String, String> parameters) throws IOException, BuildException {
        Files.writeString(directory.resolve("jib.yaml"), text);
        return BuildFileReader.read(directory, parameters);
    }
}
