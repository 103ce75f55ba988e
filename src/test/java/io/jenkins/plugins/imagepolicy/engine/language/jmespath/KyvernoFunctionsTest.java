package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KyvernoFunctionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private static JsonNode search(String expression, JsonNode data) throws JmesPathException {
        return JmesPath.compile(expression, Functions.kyverno()).search(data, NOW);
    }

    private static JsonNode search(String expression, String data) throws Exception {
        return search(expression, JSON.readTree(data));
    }

    @Test
    void givesWhatKyvernosTestsExpect() {
        KyvernoTables.run(
                "jmespath-functions",
                Map.of("jmespath-functions-062", "is_external_url of a name would ask DNS; the gate refuses"),
                KyvernoFunctionsTest::passes);
    }

    private static boolean passes(JsonNode row) throws Exception {
        String expression = row.path("jmespath").asText(null);
        if (expression == null) {
            StringJoiner arguments = new StringJoiner(", ");
            row.path("arguments").forEach(argument -> arguments.add("`" + argument + "`"));
            expression = row.path("function").textValue() + "(" + arguments + ")";
        }
        try {
            JsonNode result = search(expression, row.has("data") ? row.get("data") : TextNode.valueOf(""));
            return !row.path("wantError").asBoolean() && Json.equal(result, row.get("want"));
        } catch (JmesPathException e) {
            return row.path("wantError").asBoolean();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "a.missing || 'none' ; \"none\"",
                "missing[].x ; null",
                "not_null(a.missing, `1`) ; 1",
                "[a.missing] ; [null]",
                "a.missing | @ ; null",
                "a.missing == `null` ; true",
                "!(a.missing) ; true",
                "list[?missing].x ; []",
                "list[*].missing ; []",
                "a.n.x ; null",
                "list[7] ; null",
            })
    void takesNullForAMissingKeyWhereKyvernoDoes(String expression, String expected) throws Exception {
        assertThat(search(expression, "{\"a\": {\"n\": 1}, \"list\": [{\"x\": 1}]}"))
                .isEqualTo(JSON.readTree(expected));
    }

    @ParameterizedTest
    @CsvSource({"missing", "a.missing", "a.missing.deeper", "list[0].missing"})
    void refusesAMissingKeyElsewhere(String expression) {
        assertThatThrownBy(() -> search(expression, "{\"a\": {\"n\": 1}, \"list\": [{\"x\": 1}]}"))
                .isInstanceOf(JmesPathException.class)
                .hasMessageContaining("Unknown key \"missing\" in path");
    }

    @Test
    void refusesDeepNestingInsteadOfOverflowing() {
        assertThatThrownBy(() -> search("(".repeat(50_000) + "a" + ")".repeat(40_000), "{}"))
                .isInstanceOf(JmesPathException.class)
                .hasMessageContaining("levels deep");
    }

    @Test
    void staysLinearOnHostileExpressions() throws Exception {
        String text = "a".repeat(50_000);
        assertThat(search("regex_match('^(a+)+$', t)", "{\"t\": \"" + text + "b\"}")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void seesTheTimeOfTheRun() throws Exception {
        assertThat(search("time_now_utc()", "{}").textValue()).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(search("time_since('', '2026-11-20T23:00:00Z', '')", "{}").textValue())
                .isEqualTo("1h0m0s");
    }

    @Test
    void makesRandomTextOfItsPattern() throws Exception {
        assertThat(search("random('[a-f0-9]{8}-x\\d{2}')", "{}").textValue()).matches("[a-f0-9]{8}-x\\d{2}");
    }

    @Test
    void refusesToAskDns() {
        assertThatThrownBy(() -> search("is_external_url('https://registry.example')", "{}"))
                .hasMessageContaining("DNS");
    }
}
