package io.jenkins.plugins.imagepolicy.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
    private final Syntax syntax = Syntax.of("verify", "Judges.")
            .operands("FILE", "what to judge")
            .requiredValues("policy", "PATH", "policies")
            .value("image", "REF", "one image")
            .values("images", "FILE", "images")
            .values("option", "NAME=VALUE", "settings")
            .value("jobs", "N", "at once")
            .flag("offline", "no network");

    private Arguments read(String line) throws UsageException {
        return syntax.read(List.of(line.split(" ")));
    }

    @Test
    void readsEveryForm() throws UsageException {
        Arguments arguments =
                read("--policy a --policy=b c --option x=1 --option=y=2=3 --offline --jobs 4 --images i -- --image");
        assertThat(arguments.values("policy")).containsExactly("a", "b");
        assertThat(arguments.values("images")).containsExactly("i");
        assertThat(arguments.value("image")).isEmpty();
        assertThat(arguments.pairs("option")).isEqualTo(Map.of("x", "1", "y", "2=3"));
        assertThat(arguments.has("offline")).isTrue();
        assertThat(arguments.number("jobs", 1)).isEqualTo(4);
        assertThat(arguments.path("image")).isEmpty();
        assertThat(arguments.operands()).containsExactly("c", "--image");
    }

    @Test
    void keepsValuesAsTheyAre() throws UsageException {
        assertThat(syntax.read(List.of("--policy", "\"a b\"", "--image=", "f")).values("policy"))
                .containsExactly("\"a b\"");
        assertThat(syntax.read(List.of("--policy=p", "--image=", "f")).value("image"))
                .contains("");
        assertThat(syntax.read(List.of("--policy=p", "--image", "x", "f")).path("image"))
                .contains(Path.of("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "--image x f, Give --policy=PATH",
        "--policy p --image, Give a value: --image=REF",
        "--policy p --image --offline f, Give a value: --image=REF",
        "--policy p --image a --image b f, Give --image once",
        "--policy p --offlin f, There is no option --offlin; did you mean --offline?",
        "--polcy=p f, There is no option --polcy; did you mean --policy?",
        "--policy p --imag x f, There is no option --imag; did you mean --image?",
        "--policy p -x f, There is no option -x",
        "--policy p --help f, Give --help with nothing else",
        "--policy p f -V, Give -V with nothing else",
        "--policy p --offline=false f, --offline takes no value",
        "--policy p, Give FILE: what to judge",
    })
    void refuses(String line, String message) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @Test
    void refusesValuesOfAnotherForm() throws UsageException {
        Arguments arguments = read("--policy p --option x --jobs many --image a f");
        assertThatThrownBy(() -> arguments.pairs("option")).hasMessage("--option takes NAME=VALUE, not 'x'");
        assertThatThrownBy(() -> arguments.number("jobs", 1)).hasMessage("--jobs takes a number, not 'many'");
        assertThatThrownBy(() ->
                        syntax.read(List.of("--policy=p", "--image=\0", "f")).path("image"))
                .isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-h, true, false",
        "--help, true, false",
        "-V, false, true",
        "--version, false, true",
        "-v, false, false"
    })
    void helpIsAskedForAlone(String word, boolean help, boolean version) {
        assertThat(Syntax.asksForHelp(List.of(word))).isEqualTo(help);
        assertThat(Syntax.asksForVersion(List.of(word))).isEqualTo(version);
        for (List<String> more : List.of(List.of("--image", word), List.of(word, "f"), List.of("--", word))) {
            assertThat(Syntax.asksForHelp(more)).isFalse();
            assertThat(Syntax.asksForVersion(more)).isFalse();
        }
    }
}
