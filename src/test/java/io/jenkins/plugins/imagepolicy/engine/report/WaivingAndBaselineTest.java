package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.waiver.Waivers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaivingAndBaselineTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static GateReport.ImageReport violation(String image, char digit, ReasonCode code, String message) {
        return SampleReports.image(
                image,
                digit,
                Verdict.FAIL,
                SampleReports.policy("p", PolicyMode.ENFORCE, Verdict.FAIL, new Reason(code, message, "", "")));
    }

    private static GateReport report(GateReport.ImageReport... images) {
        return SampleReports.of(List.of(images), List.of());
    }

    @Test
    void aWaivedReportPassesAndShowsItsWaiver() {
        Waivers waivers = Waivers.read(
                new SourceText(
                        "w.yaml",
                        "waivers:\n- {owner: o, reason: because, expires: 2026-11-30, image: 'a.example/x@*', policy: p, code: UNSIGNED}\n"));
        GateReport waived =
                Waiving.apply(report(violation("a.example/x:1", 'a', ReasonCode.UNSIGNED, "m")), waivers, NOW);
        assertThat(waived.verdict()).isEqualTo(Verdict.WAIVED);
        assertThat(waived.counts().waived()).isOne();
        assertThat(ReportFormat.TEXT.render(waived, RenderOptions.plain()))
                .contains("Waived by o until 2026-11-30: because (w.yaml:2)")
                .contains("waiver-expires-soon")
                .contains("Passed, by waivers: 1 image, 1 is waived");
        assertThat(ReportFormat.SARIF.render(waived, RenderOptions.plain())).contains("\"suppressions\"");
        assertThat(ReportFormat.JUNIT.render(waived, RenderOptions.plain())).contains("skipped=\"1\" failures=\"0\"");
        assertThat(ReportFormat.VSA.render(waived, RenderOptions.plain()))
                .contains("\"FAILED\"")
                .doesNotContain("PASSED");
    }

    @Test
    void aWaiverFileThatCannotBeReadIsAnError() {
        GateReport report =
                Waiving.apply(report(SampleReports.passed()), Waivers.read(new SourceText("w.yaml", "x: 1")), NOW);
        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void tellsNewFixedAndRemaining() {
        GateReport before = report(
                violation("a.example/stays:1", 'a', ReasonCode.UNSIGNED, "m"),
                violation("a.example/goes:1", 'b', ReasonCode.UNSIGNED, "m"));
        GateReport now = report(
                violation("a.example/stays:2", 'c', ReasonCode.UNSIGNED, "another text"),
                violation("a.example/comes:1", 'd', ReasonCode.UNSIGNED, "m"));
        GateReport.Baseline baseline =
                BaselineComparison.compare(now, before, "before.json", false).baseline();
        assertThat(baseline.remaining()).extracting(GateReport.Known::image).containsExactly("a.example/stays:2");
        assertThat(baseline.fixed()).extracting(GateReport.Known::image).containsExactly("a.example/goes:1");
        assertThat(baseline.fresh()).extracting(GateReport.Known::image).containsExactly("a.example/comes:1");
    }

    @Test
    void onlyNewFailsOnNewOnesAlone() {
        GateReport known = report(violation("a.example/x:1", 'a', ReasonCode.UNSIGNED, "m"));
        GateReport more = report(
                violation("a.example/x:1", 'a', ReasonCode.UNSIGNED, "m"),
                violation("a.example/y:1", 'b', ReasonCode.UNSIGNED, "m"));
        assertThat(BaselineComparison.compare(known, known, "b", true).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(BaselineComparison.compare(known, known, "b", false).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(BaselineComparison.compare(more, known, "b", true).verdict()).isEqualTo(Verdict.FAIL);
    }

    /** A second image of the same repository is not excused by the first. */
    @Test
    void countsFindingsThatAreTheSame() {
        GateReport one = report(violation("a.example/x:1", 'a', ReasonCode.UNSIGNED, "m"));
        GateReport two = report(
                violation("a.example/x:1", 'a', ReasonCode.UNSIGNED, "m"),
                violation("a.example/x:2", 'b', ReasonCode.UNSIGNED, "m"));
        assertThat(BaselineComparison.compare(two, one, "b", true).verdict()).isEqualTo(Verdict.FAIL);
    }

    /** What a policy rejects is part of the finding: a new vulnerability is not the one that was known. */
    @Test
    void anotherRejectionIsNew() {
        GateReport before = report(violation(
                "a.example/x:1", 'a', ReasonCode.ATTESTATION_REJECTED, "CVE-2026-1 in " + SampleReports.digest('a')));
        GateReport same = report(violation(
                "a.example/x:2", 'b', ReasonCode.ATTESTATION_REJECTED, "CVE-2026-1 in " + SampleReports.digest('b')));
        GateReport other = report(violation(
                "a.example/x:2", 'b', ReasonCode.ATTESTATION_REJECTED, "CVE-2026-2 in " + SampleReports.digest('b')));
        assertThat(BaselineComparison.compare(same, before, "b", true).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(BaselineComparison.compare(other, before, "b", true).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatCouldNotBeDecidedIsNeverExcused() {
        GateReport report = SampleReports.of(List.of(SampleReports.error()), List.of());
        assertThat(BaselineComparison.compare(report, report, "b", true).verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void aReportThatIsExcusedCanBeReadBack() throws ReportException {
        GateReport known = report(violation("a.example/x:1", 'a', ReasonCode.UNSIGNED, "m"));
        String json =
                ReportFormat.JSON.render(BaselineComparison.compare(known, known, "b", true), RenderOptions.plain());
        assertThat(GateReportReader.read(json).verdict()).isEqualTo(Verdict.WARN);
    }
}
