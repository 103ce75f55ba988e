package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Upstream's own validation cases, with the exact texts. */
class ValidationTablesTest {
    private static List<Diagnostic> errorsOf(String file, ResourceOptions options) {
        try {
            return Documents.read(new SourceText(file, CipTables.text(file))).stream()
                    .flatMap(d -> ClusterImagePolicyReader.read(d, options).diagnostics().stream())
                    .filter(Diagnostic::isError)
                    .toList();
        } catch (DocumentException e) {
            return List.of(e.diagnostic());
        }
    }

    private static String text(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::message).collect(Collectors.joining("\n"));
    }

    @Test
    void files() {
        CipTables.run("load validation", CipTables.json("cip-validation/expected-files.json"), Map.of(), row -> {
            String file = row.path("file").asText();
            boolean emptyAllowed = row.has("acceptedOnlyIf");
            ResourceOptions options =
                    emptyAllowed ? ResourceOptions.DEFAULT.withEmptyAuthorities() : ResourceOptions.DEFAULT;
            List<Diagnostic> errors = errorsOf(file, options);
            assertThat(errors.isEmpty())
                    .as(text(errors))
                    .isEqualTo(row.path("accepted").asBoolean());
            if (emptyAllowed) {
                assertThat(errorsOf(file, ResourceOptions.DEFAULT).isEmpty())
                        .isEqualTo(row.path("acceptedByDefault").asBoolean());
            }
            assertThat(errors).allSatisfy(e -> assertThat(e.line()).isPositive());
            for (JsonNode part : row.path("clusterErrorContains")) {
                if (!row.has("localErrorExact")) {
                    assertThat("validation failed: " + text(errors)).contains(part.asText());
                }
            }
            if (row.path("localErrorExact").isTextual()) {
                assertThat(text(errors)).isEqualTo(row.path("localErrorExact").asText());
            }
        });
    }

    @Test
    void unitCases() {
        JsonNode cases = CipTables.json("cip-validation/expected-unit.json").path("cases");
        Set<String> resources = new HashSet<>(ResourceOptions.DEFAULT.matchResources());
        resources.add("supported"); // the one resource that upstream's unit tests allow
        CipTables.run("unit validation", cases, Map.of(), row -> {
            Document document = Documents.read(new SourceText(
                            row.path("file").asText(),
                            CipTables.text(row.path("file").asText())))
                    .get(0);
            ResourceOptions options =
                    new ResourceOptions(row.path("failOnEmptyAuthorities").asBoolean(true), resources);
            assertThat(StrictDecoding.check(document, Shapes.CLUSTER_IMAGE_POLICY))
                    .isEmpty();
            FieldErrors errors = CipRules.check(Field.root(document.content()).get("spec"), options);
            assertThat(errors.errors()).isEqualTo(row.path("expectError").asText());
            assertThat(errors.warnings()).isEqualTo(row.path("expectWarning").asText());
            assertThat(errors.hasErrors()).isNotEqualTo(row.path("accepted").asBoolean());
        });
    }

    @Test
    void fragments() {
        JsonNode cases =
                CipTables.json("cip-validation/expected-fragments.json").path("cases");
        CipTables.run("fragments", cases, Map.of(), row -> {
            FieldErrors errors = new FieldErrors();
            Field fragment = Field.root(row.path("object"));
            switch (row.path("fragmentKind").asText()) {
                case "Attestation" -> AuthorityRules.attestation(fragment, errors);
                case "KeyRef" -> KeyRules.check(fragment, errors);
                default -> KeylessRules.check(fragment, errors);
            }
            assertThat(errors.errors()).isEqualTo(row.path("expectError").asText());
            assertThat(errors.warnings()).isEqualTo(row.path("expectWarning").asText());
        });
    }

    @Test
    void publishedSamples() {
        JsonNode cases = CipTables.json("docs-samples/expected.json").path("cases");
        CipTables.run("published samples", cases, Map.of(), row -> {
            List<Diagnostic> errors = errorsOf(row.path("file").asText(), ResourceOptions.DEFAULT);
            assertThat(errors.isEmpty())
                    .as(text(errors))
                    .isEqualTo(row.path("accepted").asBoolean());
            String expected = row.path("error").asText();
            if (expected.equals("YAML syntax error")) {
                assertThat(text(errors)).startsWith("Malformed YAML");
            } else if (!row.path("accepted").asBoolean()) {
                assertThat(text(errors)).startsWith(expected);
            }
        });
    }

    @Test
    void sources() {
        JsonNode cases = CipTables.json("cip-validation/oci-source.json").path("cases");
        CipTables.run("oci sources", cases, Map.of(), row -> assertThat(
                        OciSource.problem(row.path("oci").asText()).orElse(null))
                .isEqualTo(row.path("error").textValue()));
    }

    @Test
    void hashAlgorithms() {
        JsonNode cases = CipTables.json("cip-validation/hash-algorithm.json").path("cases");
        CipTables.run("hash algorithms", cases, Map.of(), row -> {
            var key = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("kms", "gcpkms://x")
                    .put("hashAlgorithm", row.path("in").asText());
            FieldErrors errors = new FieldErrors();
            KeyRules.check(Field.root(key), errors);
            assertThat(errors.hasErrors()).isEqualTo(row.has("error"));
            String normalized = KeyRules.normalized(row.path("in").asText());
            if (row.has("out")) {
                assertThat(normalized.isEmpty() ? "sha256" : normalized)
                        .isEqualTo(row.path("out").asText());
            }
        });
    }

    @Test
    void controllerSettings() {
        JsonNode rows = CipTables.json("engine/no-match.json").path("config");
        CipTables.run("controller settings", rows, Map.of(), row -> {
            var map = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            map.set("data", row.path("data"));
            ControllerSettings settings = ControllerSettings.read(
                    Documents.read(new SourceText("config", map.toString())).get(0));
            assertThat(settings.diagnostics().isEmpty())
                    .isEqualTo(!row.path("error").asBoolean());
            if (row.has("noMatchPolicy")) {
                assertThat(settings.noMatchPolicy())
                        .isEqualTo(row.path("noMatchPolicy").asText());
            }
            if (row.has("failOnEmptyAuthorities")) {
                assertThat(settings.failOnEmptyAuthorities())
                        .isEqualTo(row.path("failOnEmptyAuthorities").asBoolean());
            }
            if (row.has("enableOCI11")) {
                assertThat(settings.enableOci11())
                        .isEqualTo(row.path("enableOCI11").asBoolean());
            }
        });
    }
}
