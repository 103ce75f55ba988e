package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says of itself, and to those who ask it wrongly. */
class HelpTest {
    @ParameterizedTest
    @ValueSource(strings = {"verify", "check", "test", "eval", "build", "demo"})
    void everyCommandTellsItsOptions(String command) {
        Cli cli = Cli.run(command, "--help");
        assertThat(cli.exit()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).startsWith("Usage: image-policy " + command).contains("-h, --help", "-V, --version");
        assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Cli.run("--help").out()).contains("  " + command + " ");
        assertThat(Cli.run(command, "-V").out()).startsWith("image-policy ");
    }

    @Test
    void everyOptionHasAMeaning() {
        List<String> lines = Cli.run("verify", "-h").out().lines().toList();
        assertThat(lines)
                .contains(
                        "Usage: image-policy verify --policy=PATH... [OPTION]...",
                        "  --policy=PATH...          policies: file, directory or pattern",
                        "  --offline                 connect to the images' registries only",
                        "  --insecure-registry=HOST...",
                        "  3  could not decide: registry, credentials or trust material");
    }

    @Test
    void wrongCommands() {
        for (String[] words : new String[][] {{}, {"nonsense"}, {"--policy", "x"}}) {
            Cli cli = Cli.run(words);
            assertThat(cli.exit()).isEqualTo(2);
            assertThat(cli.out()).isEmpty();
            assertThat(cli.err()).contains("command", "Usage: image-policy COMMAND", "verify");
        }
    }

    @Test
    void wrongOptions() {
        Cli cli = Cli.run("verify", "--polcy", "x");
        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.err())
                .contains("There is no option --polcy; did you mean --policy?", "image-policy verify --help");
        assertThat(Cli.run("check", "x", "--format", "xml").exit()).isEqualTo(2);
    }

    /** Help leaves with 0, as a gate that passed: what a pipeline puts into a value must not ask for it. */
    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "-V", "--version"})
    void aValueIsNoCallForHelp(String value) {
        for (String[] words : new String[][] {
            {"verify", "--policy", "images/policies/own/non-root.yaml", "--image", value},
            {"verify", "--policy", "images/policies/own/non-root.yaml", "--image", "r.example/a", value},
            {"verify", "--policy", value, "--image", "r.example/a"},
            {"verify", "--policy", "images/policies/own/non-root.yaml", "--explain", value},
            {"check", "images/policies/own", value},
            {"check", "--", value},
            {"eval", "--type", "cue", "--policy", value, "--input", "x"},
            {value, "verify"},
        }) {
            Cli cli = Cli.run(words);
            assertThat(cli.exit()).as(String.join(" ", words)).isIn(2, 3);
            assertThat(cli.out()).doesNotContain("Usage:", Version.line());
        }
    }
}
