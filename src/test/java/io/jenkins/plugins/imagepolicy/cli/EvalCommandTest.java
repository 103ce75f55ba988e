package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {
    @TempDir
    private Path directory;

    @Test
    void evaluatesRegoAndExplains() throws IOException {
        String policy = write("p.rego", "package sigstore\nisCompliant { input.spec.hostIPC == false }\n");
        assertThat(eval("rego", policy, write("good.json", "{\"spec\":{\"hostIPC\":false}}"))
                        .exit())
                .isZero();
        Cli refused = Cli.run(
                "eval",
                "--type",
                "rego",
                "--policy",
                policy,
                "--input",
                write("bad.json", "{\"spec\":{\"hostIPC\":true}}"),
                "--explain");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).contains("\"compliant\":false").contains("input.spec.hostIPC");
    }

    @Test
    void tellsNumbersAsWrittenInCue() throws IOException {
        String policy = write("p.cue", "n: 1\n");
        assertThat(eval("cue", policy, write("one.json", "{\"n\":1}")).exit()).isZero();
        assertThat(eval("cue", policy, write("float.json", "{\"n\":1.0}")).exit())
                .isEqualTo(1);
    }

    @Test
    void anInvalidPolicyIsToldFromARefusal() throws IOException {
        String input = write("i.json", "{}");
        assertThat(eval("rego", write("broken.rego", "package sigstore\nisCompliant {"), input)
                        .exit())
                .isEqualTo(2);
        assertThat(eval("cue", write("broken.cue", "a: {"), input).exit()).isEqualTo(2);
        assertThat(eval("basic", write("x", ""), input).exit()).isEqualTo(2);
    }

    @Test
    void evaluatesCelOverTheInputAndItsFields() throws IOException {
        String input = write("i.json", "{\"spec\":{\"replicas\":2},\"not a name\":1}");
        assertThat(eval("cel", write("true.cel", "spec.replicas == 2 && input.spec.replicas < 3"), input)
                        .exit())
                .isZero();
        assertThat(eval("cel", write("false.cel", "spec.replicas > 2"), input).exit())
                .isEqualTo(1);
        assertThat(eval("cel", write("broken.cel", "spec.replicas >"), input).exit())
                .isEqualTo(2);
        assertThat(eval("cel", write("number.cel", "spec.replicas"), input).exit())
                .isEqualTo(2);
        assertThat(eval("cel", write("missing.cel", "spec.missing == 1"), input).exit())
                .isEqualTo(3);
    }

    @Test
    void answersLineByLine() {
        InputStream before = System.in;
        String lines = """
                {"id":"a","type":"cue","policy":"n: 1","input":{"n":1.0}}
                {"id":"b","type":"rego","policy":"package sigstore\\nisCompliant = true","input":{}}
                {"id":"c","type":"cobol","policy":"","input":{}}
                nonsense
                """;
        try {
            System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
            Cli cli = Cli.run("eval", "--lines");
            assertThat(cli.out().lines())
                    .satisfiesExactly(
                            a -> assertThat(a).contains("\"id\":\"a\",\"compliant\":false"),
                            b -> assertThat(b).contains("\"id\":\"b\",\"compliant\":true"),
                            c -> assertThat(c).contains("\"compliant\":false").contains("cobol"),
                            d -> assertThat(d).contains("\"compliant\":false"));
            assertThat(cli.exit()).isEqualTo(2);
        } finally {
            System.setIn(before);
        }
    }

    private Cli eval(String type, String policy, String input) {
        return Cli.run("eval", "--type", type, "--policy", policy, "--input", input);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
