package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilesTest {
    @TempDir
    private Path workspace;

    private WorkspaceFiles files;

    @BeforeEach
    void fill() throws IOException {
        for (String file :
                List.of("a.yaml", "p/b.yml", "p/q/c.json", "p/q/readme.md", "l/one/oci-layout", "l/two.tar")) {
            Path path = workspace.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "x");
        }
        files = new WorkspaceFiles(workspace.toString());
    }

    @Test
    void aDirectoryMeansItsYamlAndJson() throws InputException {
        assertThat(names(List.of("p"))).containsExactly("p/b.yml", "p/q/c.json");
    }

    @Test
    void twoStarsSpanNoDirectoryOrMany() throws InputException {
        assertThat(names(List.of("**/*.yaml"))).containsExactly("a.yaml");
        assertThat(names(List.of("p/**"))).containsExactly("p/b.yml", "p/q/c.json");
        assertThat(names(List.of("**/q/*.json, ?.yaml"))).containsExactly("p/q/c.json", "a.yaml");
    }

    @Test
    void oneStarStaysInItsDirectory() {
        assertThatThrownBy(() -> names(List.of("p/*.json"))).isInstanceOf(InputException.class);
    }

    @Test
    void aFileNamedExactlyIsTakenWhateverItsExtension() throws InputException {
        assertThat(names(List.of("p/q/readme.md"))).containsExactly("p/q/readme.md");
    }

    @Test
    void aConfinedRequestReadsNothingOutsideItsDirectoryWhateverLinksSay(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("secret.yaml"), "password: x");
        Files.createSymbolicLink(workspace.resolve("link.yaml"), elsewhere.resolve("secret.yaml"));
        Files.createSymbolicLink(workspace.resolve("linked"), elsewhere);
        Files.createSymbolicLink(workspace.resolve("within.yaml"), workspace.resolve("a.yaml"));
        WorkspaceFiles confined = WorkspaceFiles.of(GateRequest.builder()
                .directory(workspace.toString())
                .options(Map.of("confined", "true"))
                .build());
        for (String path : List.of("link.yaml", "linked/secret.yaml", "linked/**", "**/*.yaml", "linked", "*.yaml")) {
            assertThatThrownBy(() -> confined.files(List.of(path)))
                    .as(path)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("leads out of the workspace");
            assertThatThrownBy(() -> confined.resolve("linked/secret.yaml")).isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> confined.layouts(List.of("linked"))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> confined.resolve("../x")).isInstanceOf(InputException.class);
        assertThat(confined.files(List.of("within.yaml", "p/**"))).hasSize(3);
        assertThat(confined.resolve("not/yet/there.json")).isNotNull();
        assertThat(files.files(List.of("link.yaml"))).hasSize(1);
    }

    @Test
    void whatMatchesNothingIsAnError() {
        assertThatThrownBy(() -> files.files(List.of("nowhere/**")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere/**");
        assertThatThrownBy(() -> files.files(List.of("gone.yaml"))).isInstanceOf(InputException.class);
    }

    @Test
    void layoutsAreDirectoriesOrArchives() throws InputException {
        assertThat(files.layouts(List.of("l/*")).stream().map(files::name)).containsExactly("l/one", "l/two.tar");
        assertThat(files.layouts(List.of("l/**")).stream().map(files::name)).containsExactly("l/one", "l/two.tar");
    }

    @Test
    void aFileThatIsNoUtf8IsRefused() throws IOException {
        Files.write(workspace.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe9});
        assertThatThrownBy(() -> files.read(workspace.resolve("latin.yaml")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("latin.yaml is not UTF-8");
    }

    private List<String> names(List<String> paths) throws InputException {
        return files.files(paths).stream().map(files::name).toList();
    }
}
