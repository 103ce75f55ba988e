package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.model.SEVERITY;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/** Reports read by the library behind Jenkins' warnings-ng and behind bots that comment on pull requests. */
class ViolationsReaderTest {
    private static final ViolationsLogger SILENT = new ViolationsLogger() {
        @Override
        public void log(Level level, String message) {}

        @Override
        public void log(Level level, String message, Throwable cause) {
            throw new AssertionError(message, cause);
        }
    };

    private static Set<Violation> read(Parser parser, ReportFormat format, GateReport report) throws Exception {
        return parser.getViolationsParser().parseReportOutput(format.render(report, RenderOptions.plain()), SILENT);
    }

    @Test
    void findsEachFindingOfSarifAtItsPlace() throws Exception {
        Set<Violation> found = read(Parser.SARIF, ReportFormat.SARIF, SampleReports.mixed());
        assertThat(found).anySatisfy(v -> {
            assertThat(v.getFile()).isEqualTo("deploy/rendered/payments.yaml");
            assertThat(v.getStartLine()).isEqualTo(42);
            assertThat(v.getRule()).isEqualTo("SIGNED_BY_OTHER");
            assertThat(v.getSeverity()).isEqualTo(SEVERITY.ERROR);
            assertThat(v.getMessage()).contains("signed, but by mallory");
        });
        assertThat(found.stream().map(Violation::getRule))
                .contains("POLICY_REJECTED", "REGISTRY_UNREACHABLE", "POLICY_INVALID");
        Set<Violation> many = read(Parser.SARIF, ReportFormat.SARIF, SampleReports.large(1000));
        assertThat(many).hasSize(1000);
    }

    @Test
    void findsEachFailureOfJunit() throws Exception {
        GateReport report = SampleReports.of(List.of(SampleReports.failed(), SampleReports.passed()), List.of());
        Set<Violation> found = read(Parser.JUNIT, ReportFormat.JUNIT, report);
        assertThat(found).hasSize((int) SampleReports.failed().policies().stream()
                .filter(p -> p.verdict() == Verdict.FAIL)
                .count());
        assertThat(found.stream().map(Violation::getMessage).collect(Collectors.joining()))
                .contains("signed, but by mallory", "conflicting values");
    }

    @Test
    void survivesHostileTexts() throws Exception {
        assertThat(read(Parser.SARIF, ReportFormat.SARIF, SampleReports.hostile()))
                .isNotEmpty();
        assertThat(read(Parser.JUNIT, ReportFormat.JUNIT, SampleReports.hostile()))
                .isNotEmpty();
    }
}
