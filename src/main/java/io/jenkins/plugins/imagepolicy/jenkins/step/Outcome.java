package io.jenkins.plugins.imagepolicy.jenkins.step;

import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import io.jenkins.plugins.imagepolicy.jenkins.report.DiagnosticRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImageRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.PlainText;
import io.jenkins.plugins.imagepolicy.jenkins.report.Report;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build makes of a report. What it says is derived from the images and diagnostics themselves, not from the
 * report's own summary alone: the worse of both counts.
 *
 * @param reaction null when all is well
 * @param sentence one sentence; empty when all is well
 */
record Outcome(Reaction reaction, String sentence) {
    private static final Outcome PASSED = new Outcome(null, "");

    static Outcome of(Report report, GateSettings settings) {
        Outcome worst = PASSED;
        long failed = count(report, "fail");
        long undecided = count(report, "error");
        if (hasErrors(report)) {
            String sentence = errors(report);
            worst = worst.worse(new Outcome(
                    settings.onError(), failed == 0 ? sentence : Messages.Outcome_AlsoViolations(sentence, failed)));
        }
        if (hasViolations(report)) {
            String sentence = violations(report);
            worst = worst.worse(new Outcome(
                    settings.onViolation(),
                    undecided == 0 ? sentence : Messages.Outcome_AlsoErrors(sentence, undecided)));
        }
        if (hasWarnings(report)) {
            worst = worst.worse(new Outcome(
                    Reaction.WARN,
                    Messages.Outcome_Warnings(
                            count(report, "warn"), report.getImages().size())));
        }
        return worst;
    }

    boolean isPassed() {
        return reaction == null;
    }

    private Outcome worse(Outcome other) {
        return reaction == null || other.reaction.compareTo(reaction) > 0 ? other : this;
    }

    private static boolean hasErrors(Report report) {
        return report.getVerdict().equals("error")
                || count(report, "error") > 0
                || report.getDiagnostics().stream().anyMatch(DiagnosticRow::isError)
                // A gate that looked at nothing has not verified anything.
                || report.getImages().isEmpty();
    }

    private static boolean hasViolations(Report report) {
        return report.getVerdict().equals("fail") || count(report, "fail") > 0;
    }

    private static boolean hasWarnings(Report report) {
        return report.getVerdict().equals("warn") || count(report, "warn") > 0;
    }

    private static long count(Report report, String verdict) {
        return report.getImages().stream()
                .filter(image -> image.getVerdict().equals(verdict))
                .count();
    }

    private static String violations(Report report) {
        return Messages.Outcome_Violations(
                count(report, "fail"), report.getImages().size(), first(report, "fail"));
    }

    private static String errors(Report report) {
        if (count(report, "error") > 0) {
            return Messages.Outcome_Errors(
                    count(report, "error"), report.getImages().size(), first(report, "error"));
        }
        List<DiagnosticRow> errors =
                report.getDiagnostics().stream().filter(DiagnosticRow::isError).toList();
        if (!errors.isEmpty()) {
            return Messages.Outcome_Diagnostics(errors.size(), errors.get(0).getOneLine());
        }
        return report.getImages().isEmpty() ? Messages.Outcome_Nothing() : Messages.Outcome_ErrorVerdict();
    }

    /** The first image with that verdict and why. */
    private static String first(Report report, String verdict) {
        return report.getImages().stream()
                .filter(image -> image.getVerdict().equals(verdict))
                .flatMap(Outcome::describe)
                .map(PlainText::oneLine)
                .findFirst()
                .orElse("");
    }

    private static Stream<String> describe(ImageRow image) {
        return image.getReasons().isEmpty()
                ? Stream.of(image.getImage())
                : image.getReasons().stream()
                        .limit(1)
                        .map(reason -> image.getImage() + " (" + reason.getCode() + ": " + reason.getMessage() + ")");
    }
}
