package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondJavaTest {
    private static final String NO_OPTIMIZER = "-XX:TieredStopAtLevel=1";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void putAJar() throws IOException {
        jar = Files.createFile(folder.resolve("image-policy.jar"));
    }

    @ParameterizedTest
    @CsvSource({
        "verify --policy p --images list.txt, true",
        "verify --policy p --images=list.txt, true",
        "verify --manifest deploy, true",
        "verify --image a --image b, false",
        "verify --image a --image b --image c --image d --image e --image f --image g --image h, true",
        "verify --layout app, false",
        "check --images list.txt, false",
        "'', false"
    })
    void withoutAnArchiveOnlyManyImagesAreWorthIt(String line, boolean many) {
        assertThat(command(List.of("-jar", jar.toString()), line)).matches(found -> found.isEmpty() != many);
    }

    @Test
    void anArchiveBesideTheJarIsWorthItForEveryCommand() throws IOException {
        Path archive = Files.createFile(folder.resolve("image-policy.jsa"));

        assertThat(command(List.of("-Xmx1g", "-jar", jar.toString()), "check --policy p"))
                .contains("-XX:SharedArchiveFile=" + archive, "-Xmx1g")
                .doesNotContain(NO_OPTIMIZER)
                .endsWith("-jar", jar.toString(), "check", "--policy", "p");
        assertThat(command(List.of("-jar", jar.toString()), "verify --layout app"))
                .contains(NO_OPTIMIZER);
    }

    @ParameterizedTest
    @CsvSource({"-XX:+UseZGC", "-javaagent:a.jar", "-agentlib:jdwp", "-cp"})
    void anOptionThatMayMeanThisVeryProcessKeepsItHere(String option) throws IOException {
        Files.createFile(folder.resolve("image-policy.jsa"));

        assertThat(command(List.of(option, "-jar", jar.toString()), "verify --images list.txt"))
                .isEmpty();
    }

    @Test
    void passesOnWhatTheGateSaysAndNothingElse() {
        for (int code = 0; code <= 3; code++) {
            assertThat(SecondJava.exit(code)).isEqualTo(code);
        }
        assertThat(SecondJava.exit(137)).isEqualTo(3);
        assertThat(SecondJava.exit(143)).isEqualTo(3);
        assertThat(SecondJava.exit(-1)).isEqualTo(3);
    }

    private static List<String> command(List<String> own, String line) {
        return SecondJava.command("java", own.toArray(String[]::new), line.split(" "));
    }
}
