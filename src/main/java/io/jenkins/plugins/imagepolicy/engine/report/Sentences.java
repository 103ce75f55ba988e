package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** The report in a sentence, the same in every rendering. */
final class Sentences {
    private Sentences() {}

    /** {@code Refused: 1 of 2 images violates a policy, 1 passed (1.2 s).} */
    static String summary(GateReport report) {
        GateReport.Counts counts = report.counts();
        String outcome =
                switch (report.verdict()) {
                    case PASS -> "Passed";
                    case UNMATCHED -> "Passed, though no policy covers every image";
                    case WAIVED -> "Passed, by waivers";
                    case WARN -> "Passed with warnings";
                    case FAIL -> "Refused";
                    case ERROR -> "Could not decide, so refused";
                };
        List<String> parts = new ArrayList<>();
        add(parts, counts.pass(), "passed");
        add(parts, counts.fail(), counts.fail() == 1 ? "violates a policy" : "violate a policy");
        add(parts, counts.error(), "could not be judged");
        add(parts, counts.warn(), counts.warn() == 1 ? "has warnings" : "have warnings");
        add(parts, counts.waived(), counts.waived() == 1 ? "is waived" : "are waived");
        add(parts, counts.unmatched(), "matched no policy");
        long errors = report.diagnostics().stream().filter(Diagnostic::isError).count();
        String images = counts.images() == 1 ? "1 image" : counts.images() + " images";
        return outcome + ": " + images + (parts.isEmpty() ? "" : ", " + String.join(", ", parts))
                + (errors == 0 ? "" : ", " + errors + (errors == 1 ? " error" : " errors") + " in the input")
                + " (" + seconds(report.seconds()) + " s).";
    }

    /** With one decimal, and without {@link String#format}, whose first use costs a short run 20 ms. */
    private static String seconds(double seconds) {
        long tenths = Math.round(10 * seconds);
        return tenths / 10 + "." + tenths % 10;
    }

    /** {@code 2 new, 1 fixed, 3 remaining since baseline.json}; empty without a baseline. */
    static String baseline(GateReport report) {
        GateReport.Baseline baseline = report.baseline();
        if (baseline == null) {
            return "";
        }
        return baseline.fresh().size() + " new, " + baseline.fixed().size() + " fixed, "
                + baseline.remaining().size() + " remaining since " + baseline.file()
                + (baseline.onlyNew() ? "; only new findings refuse." : ".");
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
