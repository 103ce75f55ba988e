package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What OPA makes of small programs, one a line of {@code programs.jsonl}: the solutions, or the codes it may refuse with. */
class RegoProgramsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<JsonNode> programs() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (InputStream in = RegoProgramsTest.class.getResourceAsStream("programs.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                rows.add(MAPPER.readTree(line));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void isTakenAsOpaTakesIt(JsonNode row) throws IOException {
        String id = row.get("id").asText();
        try {
            JsonNode got = run(row);
            assertThat(row.has("code"))
                    .as("%s should be refused, gave %s", id, got)
                    .isFalse();
            assertThat(got).as(id).isEqualTo(row.get("result"));
        } catch (RegoException e) {
            List<String> codes = new ArrayList<>();
            row.path("code").forEach(c -> codes.add(c.asText()));
            assertThat(codes).as("%s: %s", id, e.getMessage()).contains(e.code());
        }
    }

    private static JsonNode run(JsonNode row) throws RegoException, IOException {
        Map<String, String> modules = new LinkedHashMap<>();
        row.get("modules").forEach(m -> modules.put("test-" + modules.size() + ".rego", m.asText()));
        RegoInput input = row.has("input") ? RegoInput.of(row.get("input")) : RegoInput.none();
        RegoResult result = RegoCompiler.compile(
                        modules, RegoInput.none(), row.get("v1").asBoolean() ? RegoOptions.V1 : RegoOptions.V0)
                .query(row.get("query").asText(), input, RegoEnvironment.at(Instant.parse("2026-11-21T10:15:30Z")));
        List<String> solutions = new ArrayList<>();
        result.solutions().forEach(s -> {
            ObjectValue.Builder out = new ObjectValue.Builder();
            s.forEach((name, value) -> {
                if (!name.startsWith("__")) {
                    out.put(name, ConformanceCase.jsonLike(value));
                }
            });
            solutions.add(JsonText.of(out.build()));
        });
        return solutions.isEmpty() ? MAPPER.nullNode() : MAPPER.readTree("[" + String.join(",", solutions) + "]");
    }
}
