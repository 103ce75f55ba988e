package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The compliance cases of jmespath.org, where they stand beside the project. */
class JmesPathComplianceTest {
    private static final Path FOLDER = KyvernoTables.CASES.resolve("jmespath");

    @Test
    void passesTheComplianceCases() throws Exception {
        assumeTrue(Files.isDirectory(FOLDER), "The JMESPath cases beside the project are not there");
        List<String> failures = new ArrayList<>();
        int total = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.json")) {
            for (Path file : files) {
                for (JsonNode group : KyvernoTables.read(file)) {
                    for (JsonNode row : group.path("cases")) {
                        total++;
                        String problem = judge(group.path("given"), row);
                        if (!problem.isEmpty()) {
                            failures.add(file.getFileName() + " " + row.path("expression") + ": " + problem);
                        }
                    }
                }
            }
        }
        System.out.println("jmespath compliance: " + (total - failures.size()) + "/" + total);
        assertThat(failures).isEmpty();
        assertThat(total).isPositive();
    }

    private static String judge(JsonNode given, JsonNode row) {
        try {
            JsonNode result = JmesPath.compile(row.path("expression").textValue(), Functions.standard())
                    .search(given, Instant.EPOCH);
            if (row.has("error")) {
                return "gives " + result + " instead of an error";
            }
            return !row.has("result") || Json.equal(result, row.get("result")) ? "" : "gives " + result;
        } catch (JmesPathException e) {
            String wanted =
                    row.path("error").asText("no error").replace('-', '_').toUpperCase(Locale.ROOT);
            return e.kind().name().equals(wanted) ? "" : "fails with " + e.kind() + " " + e.getMessage();
        }
    }
}
