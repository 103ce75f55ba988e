package io.jenkins.plugins.imagepolicy.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.report.CodeHelp;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tables of the documentation are made of rows that are run here, so that they cannot claim what is not so. {@code -Ddocs.write}
 * writes them anew.
 */
class SupportTablesTest {
    private static final Path DOCS = Path.of("src", "docs");

    private static JsonNode rows(String name) throws Exception {
        try (InputStream in = SupportTablesTest.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Documents.read(new SourceText(name, text)).get(0).content();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRowIsTrue() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String table : List.of("support-cluster-image-policy.yaml", "support-kyverno.yaml")) {
            for (JsonNode row : rows(table)) {
                tests.add(dynamicTest(row.path("construct").asText(), () -> isTrue(row)));
            }
        }
        return tests.stream();
    }

    private static void isTrue(JsonNode row) {
        List<SourceText> files = new ArrayList<>();
        files.add(new SourceText("row.yaml", policy(row).toPrettyString()));
        row.path("beside").forEach(document -> files.add(new SourceText("beside.yaml", document.toPrettyString())));
        PolicySet policies = PolicyCheck.check(files);
        JsonNode expected = row.at("/test/expect");
        List<Diagnostic> errors =
                policies.diagnostics().stream().filter(Diagnostic::isError).toList();
        if (!errors.isEmpty()) {
            assertThat(row.path("supported").asBoolean(true))
                    .as(errors.toString())
                    .isFalse();
            assertThat(errors)
                    .extracting(Diagnostic::code)
                    .contains(expected.path("code").asText());
            return;
        }
        List<Diagnostic> faults = new ArrayList<>();
        List<Suite> suites = SuiteReader.read(new SourceText("suite", suite(row)), faults);
        assertThat(faults).isEmpty();
        assertThat(SuiteRunner.run(suites.get(0), policies))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.differences()).as(result.explain()).isEmpty());
        boolean refuses = List.of("UNSUPPORTED", "POLICY_INVALID")
                .contains(expected.path("code").asText());
        assertThat(row.path("supported").asBoolean(true)).isEqualTo(!refuses);
    }

    private static ObjectNode policy(JsonNode row) {
        if (row.has("item")) {
            return KyvernoRows.clusterPolicy(row);
        }
        if (row.has("cel")) {
            return KyvernoRows.imageValidatingPolicy(row);
        }
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("apiVersion", "policy.sigstore.dev/v1beta1").put("kind", "ClusterImagePolicy");
        policy.putObject("metadata").put("name", "row");
        policy.set("spec", row.path("spec"));
        return policy;
    }

    private static String suite(JsonNode row) {
        ObjectNode suite = JsonNodeFactory.instance.objectNode();
        suite.put("apiVersion", SuiteReader.API_VERSION)
                .put("kind", SuiteReader.KIND)
                .put("policies", "row.yaml");
        ObjectNode test = row.path("test").deepCopy();
        test.put("name", row.path("construct").asText());
        suite.putArray("tests").add(test);
        return suite.toPrettyString();
    }

    @Test
    void thePagesHaveTheseRows() throws Exception {
        assertSection("cluster-image-policy.md", table("support-cluster-image-policy.yaml"));
        assertSection("kyverno.md", table("support-kyverno.yaml"));
    }

    private static String table(String name) throws Exception {
        StringBuilder table = new StringBuilder("| construct | supported | note |\n| --- | --- | --- |\n");
        for (JsonNode row : rows(name)) {
            table.append("| ").append(row.path("construct").asText());
            table.append(" | ").append(row.path("supported").asBoolean(true) ? "yes" : "no, refuses");
            table.append(" | ").append(row.path("note").asText()).append(" |\n");
        }
        return table.toString();
    }

    @Test
    void thePageOfTroubleshootingHasEveryReasonCode() throws Exception {
        StringBuilder page = new StringBuilder();
        for (ReasonCode code : ReasonCode.values()) {
            CodeHelp help = CodeHelp.of(code);
            page.append("### ").append(code).append("\n\n");
            page.append(code.isError() ? "*Error: the gate could not decide.* " : "*Violation.* ");
            page.append(help.summary()).append("\n\n**Why:** ").append(help.cause());
            page.append("\n\n**What to do:** ").append(help.remedy()).append("\n\n");
        }
        assertSection("troubleshooting.md", page.toString());
    }

    private static void assertSection(String name, String generated) throws Exception {
        Path page = DOCS.resolve(name);
        String text = Files.readString(page).replace("\r\n", "\n");
        String start = "<!-- generated by SupportTablesTest -->\n";
        String end = "<!-- end -->\n";
        int from = text.indexOf(start) + start.length();
        int to = text.indexOf(end, from);
        assertThat(to).as("marks in " + page).isGreaterThan(start.length());
        if (System.getProperty("docs.write") != null) {
            Files.writeString(page, text.substring(0, from) + "\n" + generated.strip() + "\n\n" + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to).strip())
                .as("run with -Ddocs.write and commit " + name.toLowerCase(Locale.ROOT))
                .isEqualTo(generated.strip());
    }

    @Test
    void linksOfTheDocumentationLeadSomewhere() throws Exception {
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".md")).toList()) {
                var links = java.util.regex.Pattern.compile("\\]\\((?!https?:)([^)#]+)")
                        .matcher(Files.readString(page));
                while (links.find()) {
                    assertThat(page.resolveSibling(links.group(1)))
                            .as(page + " -> " + links.group(1))
                            .exists();
                }
            }
        }
    }
}
