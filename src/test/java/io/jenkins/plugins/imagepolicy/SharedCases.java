package io.jenkins.plugins.imagepolicy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The cases with known verdicts that stand beside a checkout on some machines. */
public final class SharedCases {
    private static final Path ROOT = Path.of("..", "shared", "cases");

    private SharedCases() {}

    /** The folder, or the test is skipped and says so. */
    public static Path folder(String name) {
        Path folder = ROOT.resolve(name);
        assumeTrue(Files.isDirectory(folder), "skipped: " + folder + " is not there");
        return folder;
    }
}
