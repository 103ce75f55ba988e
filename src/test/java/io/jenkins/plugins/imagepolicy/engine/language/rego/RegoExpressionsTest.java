package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators, comprehensions and built-ins, one expression a line of {@code expressions.txt}. */
class RegoExpressionsTest {
    private static final RegoEnvironment ENV = RegoEnvironment.at(Instant.parse("2026-11-21T10:00:00Z"));

    static Stream<String> expressions() throws IOException {
        try (InputStream in = RegoExpressionsTest.class.getResourceAsStream("expressions.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void hasItsValue(String line) throws RegoException {
        int arrow = line.lastIndexOf(" => ");
        Value wanted = line.endsWith(" => undefined") ? null : value(line.substring(arrow + 4));
        Value got = value(line.substring(0, arrow));
        assertThat(got).isEqualTo(wanted);
        if (wanted != null) {
            assertThat(got).hasToString(wanted.toString());
        }
    }

    /** The value of an expression, or null; a type clash of constants counts as undefined. */
    private static Value value(String expression) throws RegoException {
        try {
            RegoPolicy policy = RegoCompiler.compile(
                    "expression.rego",
                    "package test\nimport rego.v1\nx := y if { y := (" + expression + ") }",
                    RegoOptions.V0);
            RegoResult result = policy.query("v = data.test.x", RegoInput.none(), ENV);
            return result.solutions().stream()
                    .map((Map<String, Value> s) -> s.get("v"))
                    .findFirst()
                    .orElse(null);
        } catch (RegoException e) {
            assertThat(e.code()).isEqualTo("rego_type_error");
            return null;
        }
    }
}
