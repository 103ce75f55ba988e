package io.jenkins.plugins.imagepolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what a command left in the temporary directory. */
final class TemporaryFiles {
    private TemporaryFiles() {}

    /** Deletes {@code directory} with all that is in it; what cannot be deleted is left to the system. */
    static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary file that stays harms nobody.
            return;
        }
    }
}
