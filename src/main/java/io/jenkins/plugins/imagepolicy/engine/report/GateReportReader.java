package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.Waived;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;

/**
 * Reads a report back from its JSON. The text may come from anywhere, so it is read strictly: every field present, none
 * unknown or twice, and counts and verdicts that agree with the images.
 */
public final class GateReportReader {
    /** Characters of one report. */
    public static final int LARGEST = 64 * 1024 * 1024;

    private static final int DEEPEST = 200;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private GateReportReader() {}

    public static GateReport read(String text) throws ReportException {
        if (text.length() > LARGEST) {
            throw new ReportException("The report has more than " + LARGEST + " characters");
        }
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new ReportException(
                    "The report is no complete JSON" + where + ": " + Printable.line(e.getOriginalMessage()), e);
        }
        return report(new StrictObject("report", root));
    }

    private static GateReport report(StrictObject json) throws ReportException {
        int version = json.integer("version");
        if (version != GateReport.VERSION) {
            throw new ReportException("The report has version " + version + "; this program reads version "
                    + GateReport.VERSION + ": write it anew with the same release");
        }
        GateReport report = new GateReport(
                version,
                json.constant("verdict", Verdict.class),
                tool(json.object("tool")),
                json.text("started"),
                json.number("seconds"),
                counts(json.object("counts")),
                json.list("images", GateReportReader::image),
                json.list("diagnostics", GateReportReader::diagnostic),
                json.has("baseline") ? baseline(json.object("baseline")) : null);
        json.end();
        requireConsistent(report);
        return report;
    }

    /** A report whose sums or verdict contradict its images has been cut or edited. */
    private static void requireConsistent(GateReport report) throws ReportException {
        if (!report.counts().equals(GateReport.Counts.of(report.images()))) {
            throw new ReportException("The report's counts do not agree with its images");
        }
        Verdict worst =
                report.images().stream().map(GateReport.ImageReport::verdict).reduce(Verdict.PASS, Verdict::worse);
        boolean excused = report.baseline() != null && report.baseline().onlyNew() && worst != Verdict.ERROR;
        if (report.verdict().compareTo(worst) < 0 && !excused) {
            throw new ReportException("The report's verdict is better than that of its images");
        }
        for (GateReport.ImageReport image : report.images()) {
            Verdict ofPolicies =
                    image.policies().stream().map(PolicyResult::verdict).reduce(Verdict.PASS, Verdict::worse);
            if (image.verdict().compareTo(ofPolicies) < 0) {
                throw new ReportException(
                        "The verdict of " + Printable.line(image.image()) + " is better than that of its policies");
            }
        }
    }

    private static GateReport.Tool tool(StrictObject json) throws ReportException {
        GateReport.Tool tool = new GateReport.Tool(json.text("name"), json.text("version"));
        json.end();
        return tool;
    }

    private static GateReport.Counts counts(StrictObject json) throws ReportException {
        GateReport.Counts counts = new GateReport.Counts(
                json.integer("images"),
                json.integer("pass"),
                json.integer("fail"),
                json.integer("warn"),
                json.integer("error"),
                json.integer("waived"),
                json.integer("unmatched"));
        json.end();
        return counts;
    }

    private static GateReport.ImageReport image(StrictObject json) throws ReportException {
        GateReport.ImageReport image = new GateReport.ImageReport(
                json.text("image"),
                json.text("resolved"),
                json.text("digest"),
                json.texts("platforms"),
                json.list("uses", GateReportReader::use),
                json.constant("verdict", Verdict.class),
                json.list("policies", GateReportReader::policy));
        json.end();
        return image;
    }

    private static GateReport.Use use(StrictObject json) throws ReportException {
        GateReport.Use use = new GateReport.Use(
                json.text("kind"),
                json.has("file") ? json.text("file") : "",
                json.has("line") ? json.integer("line") : 0,
                json.has("path") ? json.text("path") : "",
                json.has("workload") ? json.text("workload") : "");
        json.end();
        return use;
    }

    private static PolicyResult policy(StrictObject json) throws ReportException {
        try {
            PolicyResult policy = new PolicyResult(
                    json.text("policy"),
                    json.text("kind"),
                    json.text("file"),
                    json.integer("line"),
                    json.constant("mode", PolicyMode.class),
                    json.constant("verdict", Verdict.class),
                    json.list("reasons", GateReportReader::reason),
                    json.list("authorities", GateReportReader::authority),
                    json.has("explanation") ? json.any("explanation") : null);
            json.end();
            return policy;
        } catch (IllegalArgumentException e) {
            throw new ReportException(json.path() + ": " + e.getMessage(), e);
        }
    }

    private static Reason reason(StrictObject json) throws ReportException {
        Reason reason = new Reason(
                json.constant("code", ReasonCode.class),
                json.text("message"),
                json.text("authority"),
                json.text("remedy"),
                json.has("waiver") ? waiver(json.object("waiver")) : null);
        json.end();
        return reason;
    }

    private static Waived waiver(StrictObject json) throws ReportException {
        Waived waiver = new Waived(
                json.text("owner"),
                json.text("reason"),
                json.text("expires"),
                json.text("file"),
                json.integer("line"),
                json.flag("expired"));
        json.end();
        return waiver;
    }

    private static AuthorityResult authority(StrictObject json) throws ReportException {
        AuthorityResult authority = new AuthorityResult(
                json.text("name"),
                json.constant("verdict", Verdict.class),
                json.list("signers", GateReportReader::signer),
                json.list("searched", GateReportReader::step),
                json.list("reasons", GateReportReader::reason));
        json.end();
        return authority;
    }

    private static AuthorityResult.Signer signer(StrictObject json) throws ReportException {
        AuthorityResult.Signer signer = new AuthorityResult.Signer(
                json.text("identity"), json.text("issuer"), json.text("signedAt"), json.text("artefact"));
        json.end();
        return signer;
    }

    private static SearchStep step(StrictObject json) throws ReportException {
        SearchStep step = new SearchStep(json.text("where"), json.text("result"));
        json.end();
        return step;
    }

    private static Diagnostic diagnostic(StrictObject json) throws ReportException {
        Diagnostic diagnostic = new Diagnostic(
                json.constant("severity", Severity.class),
                json.text("code"),
                json.text("file"),
                json.integer("line"),
                json.integer("column"),
                json.text("message"),
                json.text("excerpt"),
                json.text("remedy"));
        json.end();
        return diagnostic;
    }

    private static GateReport.Baseline baseline(StrictObject json) throws ReportException {
        GateReport.Baseline baseline = new GateReport.Baseline(
                json.text("file"),
                json.flag("onlyNew"),
                json.list("new", GateReportReader::known),
                json.list("fixed", GateReportReader::known),
                json.list("remaining", GateReportReader::known));
        json.end();
        return baseline;
    }

    private static GateReport.Known known(StrictObject json) throws ReportException {
        GateReport.Known known = new GateReport.Known(
                json.text("image"),
                json.text("policy"),
                json.constant("code", ReasonCode.class),
                json.text("message"),
                json.text("fingerprint"));
        json.end();
        return known;
    }
}
