package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.Run;
import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.sigstore.dsse.InTotoPayload;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format read by somebody else's code: schemas, parsers and renderers that its consumers use. */
class ForeignReadersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<GateReport> reports() {
        return Stream.of(
                SampleReports.mixed(),
                SampleReports.hostile(),
                SampleReports.large(30),
                SampleReports.of(List.of(), List.of()),
                BaselineComparison.compare(SampleReports.mixed(), SampleReports.large(3), "old.json", true));
    }

    private static String render(ReportFormat format, GateReport report) {
        return format.render(report, RenderOptions.plain());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void jsonSatisfiesItsSchema(GateReport report) throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Resources.text("report-schema-1.json"));
        assertThat(schema.validate(JSON.readTree(render(ReportFormat.JSON, report))))
                .isEmpty();
    }

    @Test
    void theSchemaNamesEveryVerdictAndRefusesWhatIsUnknown() throws Exception {
        JsonNode schema = JSON.readTree(Resources.text("report-schema-1.json"));
        assertThat(schema.at("/$defs/verdict/enum"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        Stream.of(Verdict.values()).map(HtmlReport::lower).toArray(String[]::new));
        JsonNode changed = JSON.readTree(
                render(ReportFormat.JSON, SampleReports.mixed()).replaceFirst("\"digest\"", "\"digset\""));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(changed))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void sarifSatisfiesTheOfficialSchema(GateReport report) throws Exception {
        try (InputStream official = Run.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(official);
            Set<ValidationMessage> faults = schema.validate(JSON.readTree(render(ReportFormat.SARIF, report)));
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void aSarifLibraryFindsEachFinding() throws Exception {
        SarifSchema210 sarif = JSON.readValue(render(ReportFormat.SARIF, SampleReports.mixed()), SarifSchema210.class);
        List<Result> results = sarif.getRuns().get(0).getResults();
        assertThat(results).hasSize(Finding.of(SampleReports.mixed()).size() + 2);
        Result first = results.get(0);
        assertThat(first.getRuleId()).isEqualTo("SIGNED_BY_OTHER");
        assertThat(first.getLevel()).isEqualTo(Result.Level.ERROR);
        assertThat(first.getLocations()
                        .get(0)
                        .getPhysicalLocation()
                        .getArtifactLocation()
                        .getUri())
                .isEqualTo("deploy/rendered/payments.yaml");
        assertThat(first.getLocations().get(0).getPhysicalLocation().getRegion().getStartLine())
                .isEqualTo(42);
        assertThat(first.getRelatedLocations()).hasSize(2);
        assertThat(sarif.getRuns().get(0).getTool().getDriver().getRules()).allSatisfy(rule -> {
            if (rule.getId().equals(rule.getId().toUpperCase(java.util.Locale.ROOT))) {
                assertThat(rule.getHelp().getText()).isNotBlank();
            }
        });
    }

    /** Another run, another digest: the same finding. */
    @Test
    void fingerprintsAreStable() throws Exception {
        assertThat(fingerprint('a', ":1.0")).isEqualTo(fingerprint('b', ":1.1"));
        assertThat(fingerprint('a', ":1.0")).isNotEqualTo(fingerprint('a', "-other:1.0"));
    }

    private static String fingerprint(char digit, String tag) throws Exception {
        GateReport report = SampleReports.of(
                List.of(SampleReports.image(
                        "a.example/x" + tag,
                        digit,
                        Verdict.FAIL,
                        SampleReports.policy(
                                "p",
                                io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode.ENFORCE,
                                Verdict.FAIL,
                                new io.jenkins.plugins.imagepolicy.engine.policy.Reason(
                                        ReasonCode.UNSIGNED, "found nothing at " + digit, "", "")))),
                List.of());
        return JSON.readTree(render(ReportFormat.SARIF, report))
                .at("/runs/0/results/0/partialFingerprints/imagePolicyFinding~1v1")
                .asText();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void surefireReadsTheJunitReport(GateReport report) throws Exception {
        TestSuiteXmlParser parser = new TestSuiteXmlParser(null);
        byte[] xml = render(ReportFormat.JUNIT, report).getBytes(StandardCharsets.UTF_8);
        List<ReportTestSuite> suites =
                parser.parse(new InputStreamReader(new ByteArrayInputStream(xml), StandardCharsets.UTF_8));
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum())
                .isEqualTo(report.images().stream()
                                .mapToInt(i -> i.policies().size())
                                .sum()
                        + report.diagnostics().size());
    }

    @Test
    void junitTellsViolationsErrorsAndWaiversApart() throws Exception {
        byte[] xml = render(ReportFormat.JUNIT, SampleReports.mixed()).getBytes(StandardCharsets.UTF_8);
        List<ReportTestSuite> suites = new TestSuiteXmlParser(null)
                .parse(new InputStreamReader(new ByteArrayInputStream(xml), StandardCharsets.UTF_8));
        assertThat(sum(suites, ReportTestSuite::getNumberOfFailures)).isEqualTo(2);
        assertThat(sum(suites, ReportTestSuite::getNumberOfErrors)).isEqualTo(2);
        assertThat(sum(suites, ReportTestSuite::getNumberOfSkipped)).isEqualTo(4);
        assertThat(suites.stream().flatMap(s -> s.getTestCases().stream()).filter(t -> t.getFailureMessage() != null))
                .anySatisfy(test -> assertThat(test.getFailureMessage()).contains("signed, but by mallory"));
    }

    private static int sum(List<ReportTestSuite> suites, ToIntFunction<ReportTestSuite> count) {
        return suites.stream().mapToInt(count).sum();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void sigstoreReadsEachStatement(GateReport report) throws Exception {
        List<String> lines = render(ReportFormat.VSA, report).lines().toList();
        assertThat(lines).hasSize((int)
                report.images().stream().filter(i -> !i.digest().isEmpty()).count());
        for (String line : lines) {
            JsonNode statement = JSON.readTree(line);
            InTotoPayload payload = new com.google.gson.GsonBuilder()
                    .registerTypeAdapterFactory(new dev.sigstore.dsse.GsonAdaptersInTotoPayload())
                    .create()
                    .fromJson(line, InTotoPayload.class);
            assertThat(payload.getType()).isEqualTo("https://in-toto.io/Statement/v1");
            assertThat(payload.getSubject()).hasSize(1);
            assertThat(payload.getSubject().get(0).getDigest()).containsOnlyKeys("sha256");
            assertThat(payload.getPredicateType()).isEqualTo("https://slsa.dev/verification_summary/v1");
            JsonNode predicate = statement.get("predicate");
            for (String field : List.of(
                    "verifier", "timeVerified", "resourceUri", "policy", "verificationResult", "verifiedLevels")) {
                assertThat(predicate.has(field)).as(field).isTrue();
            }
            assertThat(predicate.get("verificationResult").asText()).isIn("PASSED", "FAILED");
        }
    }

    /** Only a plain pass of a run without errors is PASSED. */
    @Test
    void aSummaryPassesOnlyWhatPassed() {
        assertThat(render(ReportFormat.VSA, SampleReports.of(List.of(SampleReports.passed()), List.of())))
                .contains("\"verificationResult\":\"PASSED\"");
        assertThat(render(
                        ReportFormat.VSA,
                        SampleReports.of(List.of(SampleReports.passed()), SampleReports.diagnostics())))
                .doesNotContain("PASSED");
        for (GateReport.ImageReport image : List.of(
                SampleReports.failed(), SampleReports.warned(), SampleReports.waived(), SampleReports.unmatched())) {
            assertThat(render(ReportFormat.VSA, SampleReports.of(List.of(image), List.of())))
                    .contains("\"verificationResult\":\"FAILED\"")
                    .doesNotContain("PASSED");
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void markdownRendersWithoutForeignMarkup(GateReport report) {
        String html = html(render(ReportFormat.MARKDOWN, report));
        assertThat(html).doesNotContain("<script", "<img", "javascript:x\"", ">@admin", " @admin");
        assertThat(Pattern.compile("<a href=\"(?:mailto:)?([^\"]*)\">([^<]*)</a>")
                        .matcher(html)
                        .results())
                .as("a link shows where it leads")
                .allSatisfy(link -> assertThat(link.group(1)).isEqualTo(link.group(2)));
        assertThat(html.split("<a ", -1)).hasSize(html.split("<a href=\"(mailto:|https?://)", -1).length);
        if (!report.images().isEmpty()) {
            assertThat(html).contains("<table>");
            long rows = html.lines().filter("<tr>"::equals).count();
            assertThat(rows).isEqualTo(report.images().size() + 1L);
        }
    }

    @Test
    void markdownStaysBelowTheLimitOfAComment() {
        assertThat(render(ReportFormat.MARKDOWN, SampleReports.large(1000))).hasSizeLessThan(65_536);
    }

    private static String html(String markdown) {
        List<Extension> github = List.of(TablesExtension.create(), AutolinkExtension.create());
        return HtmlRenderer.builder()
                .extensions(github)
                .build()
                .render(Parser.builder().extensions(github).build().parse(markdown));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void htmlNeedsNothingButItself(GateReport report) {
        String html = render(ReportFormat.HTML, report);
        assertThat(html).doesNotContain("<script", "<link", "<img", "src=", "href=", "onclick", "style=\"");
        assertThat(html).contains("Content-Security-Policy", "default-src 'none'; style-src 'sha256-");
    }
}
