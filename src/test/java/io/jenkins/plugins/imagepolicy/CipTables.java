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

/**
 * Cases of ClusterImagePolicy with known results that stand beside the project; tests that need them are skipped where they
 * are not.
 */
public final class CipTables {
    private static final Path CASES = Path.of("../shared/cases/cip");
    private static final JsonMapper JSON = JsonMapper.builder()
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CipTables() {}

    /** Judges one row of a table; throws {@link AssertionError} when the row does not come out as it should. */
    @FunctionalInterface
    public interface Judge {
        void judge(JsonNode row) throws Exception;
    }

    public static String text(String file) {
        Path path = CASES.resolve(file);
        assumeTrue(Files.exists(path), "The cases beside the project (" + path + ") are not there");
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs every row and prints passed of total. A row that differs must be among {@code deliberate} (id to reason), and every
     * row named there must differ.
     */
    public static void run(String name, Iterable<JsonNode> rows, Map<String, String> deliberate, Judge judge) {
        List<String> failures = new ArrayList<>();
        int passed = 0;
        int total = 0;
        for (JsonNode row : rows) {
            total++;
            String id = id(row);
            String problem = problem(judge, row);
            if (problem == null) {
                passed++;
            }
            if (problem == null == deliberate.containsKey(id)) {
                failures.add(id + ": " + (problem == null ? "differs no more" : problem));
            }
        }
        System.out.println("cip " + name + ": " + passed + "/" + total
                + (deliberate.isEmpty() ? "" : ", deliberate differences " + deliberate));
        assertThat(failures).as(name).isEmpty();
        assertThat(total).as("rows of " + name).isPositive();
    }

    private static String id(JsonNode row) {
        for (String field : List.of("id", "file", "oci", "in")) {
            if (row.has(field)) {
                return row.path(field).asText();
            }
        }
        return row.toString();
    }

    private static String problem(Judge judge, JsonNode row) {
        try {
            judge.judge(row);
            return null;
        } catch (Exception | AssertionError e) {
            return e.toString();
        }
    }
}
