package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.waiver.Waivers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies waivers to a whole report. */
public final class Waiving {
    private Waiving() {}

    /**
     * The report with its findings waived, its verdicts and counts anew, and the waivers' own diagnostics. A waiver file that
     * cannot be used is an error of the run.
     */
    public static GateReport apply(GateReport report, Waivers waivers, Instant now) {
        List<GateReport.ImageReport> images = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (GateReport.ImageReport image : report.images()) {
            Waivers.Applied applied = waivers.apply(image.image(), image.resolved(), image.policies(), now);
            used.addAll(applied.used());
            images.add(image.with(verdict(image, applied.policies()), applied.policies()));
        }
        List<Diagnostic> diagnostics = new ArrayList<>(report.diagnostics());
        diagnostics.addAll(waivers.diagnostics());
        diagnostics.addAll(waivers.lint(now, used));
        return report.with(Verdicts.of(images, diagnostics), images, diagnostics, report.baseline());
    }

    /** An image that no policy's result stands for keeps its own verdict: waivers cover findings, not silence. */
    private static Verdict verdict(GateReport.ImageReport image, List<PolicyResult> policies) {
        boolean changed = !policies.equals(image.policies());
        return changed
                ? policies.stream().map(PolicyResult::verdict).reduce(Verdict.PASS, Verdict::worse)
                : image.verdict();
    }
}
