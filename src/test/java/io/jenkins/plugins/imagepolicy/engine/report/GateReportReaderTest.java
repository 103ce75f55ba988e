package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateReportReaderTest {
    private static String json(GateReport report) {
        return ReportFormat.JSON.render(report, RenderOptions.plain());
    }

    @Test
    void readsBackWhatWasWritten() throws ReportException {
        for (GateReport report :
                List.of(SampleReports.mixed(), SampleReports.hostile(), SampleReports.large(20), compared())) {
            String written = json(report);
            assertThat(json(GateReportReader.read(written))).isEqualTo(written);
        }
        assertThat(GateReportReader.read(json(SampleReports.hostile()))
                        .images()
                        .get(0)
                        .image())
                .isEqualTo(SampleReports.HOSTILE);
    }

    private static GateReport compared() {
        GateReport r = SampleReports.mixed();
        GateReport.Known known = new GateReport.Known("a", "p", ReasonCode.UNSIGNED, "m", "0f");
        return new GateReport(
                r.version(),
                r.verdict(),
                r.tool(),
                r.started(),
                r.seconds(),
                r.counts(),
                r.images(),
                r.diagnostics(),
                new GateReport.Baseline("old.json", true, List.of(known), List.of(), List.of(known)));
    }

    @Test
    void refusesEveryTruncation() {
        String written = json(SampleReports.of(List.of(SampleReports.failed()), List.of()));
        for (int end = 0; end < written.length() - 2; end++) {
            String cut = written.substring(0, end);
            assertThatThrownBy(() -> GateReportReader.read(cut)).isInstanceOf(ReportException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version" : 1,            | "version" : 2,                  | version 2
            "seconds" : 1.234         | "seconds" : "1"                 | report.seconds is no number
            "verdict" : "fail"        | "verdict" : "passs"             | must be one of pass, unmatched, waived, warn, fail, error
            "fail" : 1,               | "fail" : 0,                     | counts do not agree
            "platforms" : [           | "platform" : [                  | platforms is missing
            "code" : "SIGNED_BY_OTHER"| "code" : "FINE"                 | code is 'FINE'
            "seconds" : 1.234,        | "seconds" : 1.234, "extra" : 1, | unknown field 'extra'
            "seconds" : 1.234,        | "seconds" : 1.2, "seconds" : 1, | Duplicate field 'seconds'
            "line" : 3,               | "line" : -3,                    | no whole number from 0 up
            "line" : 3,               | "line" : 99999999999,           | no whole number from 0 up
            "images" : [              | "images" : null, "x" : [        | images is no list
            """)
    void refusesWhatIsNoReport(String part, String instead, String message) {
        String written = json(SampleReports.of(List.of(SampleReports.failed()), List.of()));
        assertThat(written).contains(part);
        int at = written.indexOf(part);
        String changed = written.substring(0, at) + instead + written.substring(at + part.length());
        assertThatThrownBy(() -> GateReportReader.read(changed))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAVerdictThatIsBetterThanTheImages() {
        String written = json(SampleReports.of(List.of(SampleReports.failed()), List.of()));
        String changed = written.replaceFirst("\"verdict\" : \"fail\"", "\"verdict\" : \"pass\"");
        assertThatThrownBy(() -> GateReportReader.read(changed)).hasMessageContaining("better than that of its images");
    }

    @Test
    void refusesDeepNesting() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> GateReportReader.read("{\"version\":" + deep)).isInstanceOf(ReportException.class);
    }
}
