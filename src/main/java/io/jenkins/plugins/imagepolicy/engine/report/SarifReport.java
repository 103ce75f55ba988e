package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * SARIF 2.1.0 (OASIS standard). A result for each finding at the manifest's line, else the policy's; a rule for each reason
 * code. Diagnostics are results too, since viewers show nothing else.
 */
final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String INFORMATION = VsaReport.VERIFIER + "/blob/main/src/docs/troubleshooting.md";

    private final GateReport report;
    private final SarifWriter sarif;
    private final JsonGenerator json;
    private final Set<String> fresh;

    private SarifReport(GateReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
        this.sarif = new SarifWriter(json);
        this.fresh = report.baseline() == null
                ? Set.of()
                : report.baseline().fresh().stream()
                        .map(GateReport.Known::fingerprint)
                        .collect(Collectors.toSet());
    }

    static String render(GateReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonReport.generator(text)) {
            new SarifReport(report, json).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool();
        invocation();
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        for (Finding finding : Finding.of(report)) {
            result(finding);
        }
        for (Diagnostic diagnostic : report.diagnostics()) {
            result(diagnostic);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool() throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", report.tool().name());
        json.writeStringField("version", report.tool().version());
        json.writeStringField("informationUri", VsaReport.VERIFIER);
        json.writeArrayFieldStart("rules");
        Set<String> codes = new TreeSet<>();
        Finding.of(report).forEach(f -> codes.add(f.reason().code().name()));
        report.diagnostics().forEach(d -> codes.add(d.code()));
        for (String code : codes) {
            rule(code);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void rule(String id) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Printable.line(id));
        ReasonCode code = code(id);
        if (code != null) {
            CodeHelp help = CodeHelp.of(code);
            sarif.message("shortDescription", help.summary());
            sarif.message("fullDescription", help.summary() + " " + help.cause());
            sarif.message("help", help.cause() + " " + help.remedy());
            json.writeStringField("helpUri", INFORMATION + "#" + id.toLowerCase(java.util.Locale.ROOT));
            json.writeObjectFieldStart("properties");
            json.writeArrayFieldStart("tags");
            json.writeString(code.isError() ? "error" : "violation");
            json.writeString("supply-chain");
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static ReasonCode code(String id) {
        for (ReasonCode code : ReasonCode.values()) {
            if (code.name().equals(id)) {
                return code;
            }
        }
        return null; // a lint has a name of its own
    }

    /** What could not be decided belongs here too: a run with errors is no successful run. */
    private void invocation() throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", report.verdict() != Verdict.ERROR);
        json.writeStringField("startTimeUtc", report.started());
        json.writeEndObject();
        json.writeEndArray();
    }

    private void result(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.reason().code().name());
        json.writeStringField("level", level(finding.level()));
        sarif.message("message", text(finding));
        locations(finding);
        String fingerprint = finding.fingerprint();
        sarif.fingerprint(fingerprint);
        if (report.baseline() != null && finding.level() == Verdict.FAIL) {
            json.writeStringField("baselineState", fresh.contains(fingerprint) ? "new" : "unchanged");
        }
        if (finding.reason().waived()) {
            sarif.suppression(Waivings.sentence(finding.reason().waiver()));
        }
        json.writeObjectFieldStart("properties");
        json.writeStringField("image", finding.image().image());
        json.writeStringField("resolved", finding.image().resolved());
        json.writeStringField("policy", finding.policy().policy());
        json.writeStringField("policyKind", finding.policy().kind());
        json.writeStringField("verdict", HtmlReport.lower(finding.level()));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String text(Finding finding) {
        String authority = finding.reason().authority().isEmpty()
                ? ""
                : ", " + finding.reason().authority();
        String remedy = finding.reason().remedy().isEmpty()
                ? ""
                : " " + finding.reason().remedy();
        return finding.image().image() + " (" + finding.policy().policy() + authority + "): "
                + finding.reason().message() + remedy;
    }

    private void locations(Finding finding) throws IOException {
        List<SarifWriter.Place> uses = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (GateReport.Use use : finding.image().uses()) {
            if (use.file() != null && !use.file().isEmpty() && seen.add(use.file() + ":" + use.line())) {
                uses.add(new SarifWriter.Place(use.file(), use.line(), 0, ""));
            }
        }
        List<SarifWriter.Place> policy = finding.policy().file().isEmpty()
                ? List.of()
                : List.of(new SarifWriter.Place(
                        finding.policy().file(), finding.policy().line(), 0, "The policy"));
        sarif.locations("locations", uses.isEmpty() ? policy : uses.subList(0, 1));
        List<SarifWriter.Place> related = new ArrayList<>(uses.isEmpty() ? List.of() : policy);
        uses.stream().skip(1).forEach(related::add);
        sarif.locations("relatedLocations", related);
    }

    private void result(Diagnostic diagnostic) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", Printable.line(diagnostic.code()));
        json.writeStringField("level", level(diagnostic.severity()));
        sarif.message(
                "message", diagnostic.message() + (diagnostic.remedy().isEmpty() ? "" : " " + diagnostic.remedy()));
        sarif.locations(
                "locations",
                diagnostic.file().isEmpty()
                        ? List.of()
                        : List.of(
                                new SarifWriter.Place(diagnostic.file(), diagnostic.line(), diagnostic.column(), "")));
        json.writeEndObject();
    }

    private static String level(Verdict verdict) {
        return switch (verdict) {
            case FAIL, ERROR -> "error";
            case WARN -> "warning";
            case WAIVED, UNMATCHED, PASS -> "note";
        };
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
