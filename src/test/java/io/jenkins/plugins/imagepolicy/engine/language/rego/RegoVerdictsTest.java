package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole policies with their verdicts, from {@code verdicts.json}. */
class RegoVerdictsTest {

    static Stream<JsonNode> rows() throws IOException {
        try (InputStream in = RegoVerdictsTest.class.getResourceAsStream("verdicts.json")) {
            List<JsonNode> rows = new ArrayList<>();
            new ObjectMapper().readTree(in).forEach(rows::add);
            return rows.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isFolded(JsonNode row) {
        Compliance got =
                RegoEval.evaluate(row.get("policy").asText(), row.get("input").toString());
        assertThat(got.compliant())
                .as("%s: %s", row.get("id"), got)
                .isEqualTo(row.get("compliant").asBoolean());
        String usual = row.get("compliant").asBoolean() ? "COMPLIANT" : "NOT_COMPLIANT";
        assertThat(got.verdict()).hasToString(row.path("verdict").asText(usual));
    }
}
