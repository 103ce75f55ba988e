package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.List;

/** The verdict of a whole run: the worst of its images, and an error when an input could not be used. */
public final class Verdicts {
    private Verdicts() {}

    public static Verdict of(List<GateReport.ImageReport> images, List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(Diagnostic::isError)
                ? Verdict.ERROR
                : images.stream().map(GateReport.ImageReport::verdict).reduce(Verdict.PASS, Verdict::worse);
    }
}
