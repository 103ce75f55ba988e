package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
