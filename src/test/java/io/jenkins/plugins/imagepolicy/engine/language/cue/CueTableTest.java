package io.jenkins.plugins.imagepolicy.engine.language.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts of real CUE v0.14.2 that lie beside the project. */
class CueTableTest {
    private static final Path CASES = Path.of("../shared/cases/cue");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    @Test
    void agreesWithCueOnEveryRowOfTheTable() throws IOException {
        assertAgreement("table.json");
    }

    @Test
    void agreesWithCueOnPublishedPolicies() throws IOException {
        assertAgreement("corpus-table.json");
    }

    @Test
    void loadsEveryPublishedPolicy() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no case tables at " + CASES.toAbsolutePath());
        List<String> unsupported = new ArrayList<>();
        try (var files = Files.list(CASES.resolve("corpus"))) {
            for (Path file : files.sorted().toList()) {
                String error = CueEval.evaluate(Files.readString(file), "{}").error();
                if (error.contains("UNSUPPORTED") || error.contains("LIMIT")) {
                    unsupported.add(file.getFileName() + ": " + error);
                }
            }
        }
        assertThat(unsupported).isEmpty();
    }

    private static void assertAgreement(String table) throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no case tables at " + CASES.toAbsolutePath());
        List<String> wrong = new ArrayList<>();
        int unsupported = 0;
        int rows = 0;
        for (String line : Files.readAllLines(CASES.resolve(table))) {
            if (!line.startsWith("{")) {
                continue;
            }
            rows++;
            JsonNode row = MAPPER.readTree(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
            String policy = row.has("policyFile")
                    ? Files.readString(policyFile(row.get("policyFile").asText()))
                    : row.get("policy").asText();
            CueEval.Result result = CueEval.evaluate(policy, input(line));
            if (result.error().contains("UNSUPPORTED")) {
                unsupported++;
            } else if (result.compliant() != row.at("/expect/compliant").asBoolean()) {
                wrong.add(row.get("id").asText() + ": " + result);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(unsupported).isLessThanOrEqualTo(rows / 50);
    }

    private static Path policyFile(String name) {
        Path direct = CASES.resolve(name);
        return Files.exists(direct) ? direct : CASES.resolve("corpus").resolve(name);
    }

    /** The input as it stands in the row: its number literals count as written. */
    private static String input(String line) throws IOException {
        try (var parser = MAPPER.getFactory().createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() != null) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if ("input".equals(name)) {
                    int to = (int) parser.currentLocation().getCharOffset();
                    return parser.currentToken().isScalarValue() ? parser.getText() : line.substring(from, to);
                }
            }
        }
        throw new IOException("no input in " + line);
    }
}
