package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.waiver.Waivers;
import io.jenkins.plugins.imagepolicy.engine.report.BaselineComparison;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReportReader;
import io.jenkins.plugins.imagepolicy.engine.report.ReportException;
import io.jenkins.plugins.imagepolicy.engine.report.Waiving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What lets a team adopt the gate step by step: waivers, then the comparison with an earlier report. */
final class Adoption {
    private final GateRequest request;
    private final WorkspaceFiles files;

    Adoption(GateRequest request) {
        this.request = request;
        this.files = WorkspaceFiles.of(request);
    }

    GateReport apply(GateReport report, Instant now) {
        GateReport waived = report;
        try {
            if (!request.waivers().isEmpty()) {
                waived = Waiving.apply(report, Waivers.read(text(request.waivers())), now);
            }
            if (!request.baseline().isEmpty()) {
                GateReport earlier =
                        GateReportReader.read(text(request.baseline()).text());
                return BaselineComparison.compare(waived, earlier, request.baseline(), request.onlyNew());
            }
            if (request.onlyNew()) {
                return refused(
                        waived,
                        new InputException("onlyNew compares with a baseline, and none is given", "Give a baseline"));
            }
            return waived;
        } catch (InputException e) {
            return refused(waived, e);
        } catch (ReportException e) {
            return refused(
                    waived,
                    new InputException(
                            "The baseline " + request.baseline() + " cannot be used: " + e.getMessage(),
                            "Give a JSON report that the gate wrote"));
        }
    }

    private SourceText text(String name) throws InputException {
        String inline = GivenIdentities.others(request).get(name);
        return inline != null ? new SourceText(name, inline) : files.read(files.resolve(name));
    }

    private static GateReport refused(GateReport report, InputException failure) {
        List<Diagnostic> diagnostics = new ArrayList<>(report.diagnostics());
        diagnostics.add(failure.diagnostic(ReasonCode.INPUT_INVALID));
        return report.with(Verdict.ERROR, report.images(), diagnostics, report.baseline());
    }
}
