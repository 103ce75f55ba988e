package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Cases with known verdicts that lie beside the project where they are available. */
public final class SharedCases {
    private SharedCases() {}

    /** A folder of the cases; skips the test with a message when it is not there. */
    public static Path folder(String path) {
        Path folder = Path.of("..", "shared", "cases").resolve(path).normalize();
        assumeTrue(Files.isDirectory(folder), "skipped: the cases in " + folder + " are not here");
        return folder;
    }
}
