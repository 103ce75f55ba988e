package io.jenkins.plugins.imagepolicy.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Views, helps and messages as they lie in the sources, those of the badge included. */
final class PluginResources {
    static final Path MAIN = Path.of("src/main/resources");
    private static final List<Path> ROOTS = List.of(MAIN, Path.of("src/badge/resources"));

    private PluginResources() {}

    static List<Path> files(String suffix) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : ROOTS) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(suffix)).forEach(found::add);
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }
}
