package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts that OPA and cosign gave for policies and inputs, where the tables lie beside the project. */
class IsCompliantTablesTest {
    private static final Path CASES = Path.of("../shared/cases/rego");

    @ParameterizedTest
    @ValueSource(strings = {"is-compliant.json", "corpus-table.json"})
    void agreesWithOpa(String table) throws IOException {
        Path file = CASES.resolve(table);
        assumeTrue(Files.exists(file), "skipped: no verdict table at " + file);
        List<String> differences = new ArrayList<>();
        int rows = 0;
        for (JsonNode row : new ObjectMapper().readTree(file.toFile())) {
            String policy = row.has("policy")
                    ? row.get("policy").asText()
                    : Files.readString(CASES.resolve("corpus")
                            .resolve(row.get("policyFile").asText()));
            Compliance got = RegoEval.evaluate(
                    "sigstore.rego", policy, row.get("input").toString(), RegoEnvironment.at(Instant.now()));
            boolean wanted = row.at("/expect/compliant").asBoolean();
            if (got.compliant() != wanted) {
                differences.add((wanted ? "refused " : "ACCEPTED ") + row.get("id") + ": " + got.error());
            }
            rows++;
        }
        System.out.printf("%s: %d of %d rows%n", table, rows - differences.size(), rows);
        assertThat(differences).isEmpty();
    }
}
