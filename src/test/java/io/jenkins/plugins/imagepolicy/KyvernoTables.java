package io.jenkins.plugins.imagepolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cases of Kyverno with known results that stand beside the project; tests that need them are skipped where they are not. */
public final class KyvernoTables {
    public static final Path CASES = Path.of("../shared/cases");
    private static final JsonMapper JSON = JsonMapper.builder()
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private KyvernoTables() {}

    /** Judges one row of a table. */
    @FunctionalInterface
    public interface Judge {
        /** Whether the row comes out as it should. */
        boolean passes(JsonNode row) throws Exception;
    }

    public static JsonNode read(Path file) {
        assumeTrue(Files.exists(file), "The cases beside the project (" + file + ") are not there");
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode table(String name) {
        return read(CASES.resolve("kyverno/tables/" + name + ".json"));
    }

    /** Runs every row, prints passed of total, and fails on each row that does not pass unless it is a known difference. */
    public static void run(String name, Map<String, String> knownDifferences, Judge judge) {
        JsonNode rows = table(name).path("rows");
        List<String> failures = new ArrayList<>();
        int passed = 0;
        for (JsonNode row : rows) {
            String id = row.path("id").asText();
            String problem = problem(judge, row);
            if (problem == null) {
                passed++;
            } else if (!knownDifferences.containsKey(id)) {
                failures.add(id + ": " + problem + " " + abbreviate(row));
            }
        }
        System.out.println("kyverno table " + name + ": " + passed + "/" + rows.size()
                + (knownDifferences.isEmpty() ? "" : ", deliberate differences " + knownDifferences));
        assertThat(failures).isEmpty();
        assertThat(rows).as("rows of " + name).isNotEmpty();
    }

    private static String problem(Judge judge, JsonNode row) {
        try {
            return judge.passes(row) ? null : "differs";
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static String abbreviate(JsonNode row) {
        String text = row.toString();
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }
}
