package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.imagepolicy.jenkins.report.DiagnosticRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImageRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.PlainText;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReasonRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.Report;
import java.io.PrintStream;
import java.util.Locale;

/** The report as lines of the build log, with a link to the page. */
final class GateLog {
    static final String PREFIX = "[image-policy] ";
    private static final int MOST_IMAGES = 100;

    private GateLog() {}

    static void print(Report report, Run<?, ?> run, TaskListener listener) {
        PrintStream log = listener.getLogger();
        for (DiagnosticRow diagnostic : report.getDiagnostics()) {
            diagnostic.getText().lines().forEach(line -> log.println(PREFIX + clean(line)));
        }
        report.getImages().stream().limit(MOST_IMAGES).forEach(image -> print(image, log));
        if (report.getImages().size() > MOST_IMAGES) {
            log.println(PREFIX + Messages.Log_More(report.getImages().size() - MOST_IMAGES));
        }
        log.println(PREFIX
                + Messages.Log_Report(
                        report.getVerdict(),
                        ModelHyperlinkNote.encodeTo(
                                "/" + run.getUrl() + ImagePolicyAction.URL + "/", Messages.Log_Link())));
    }

    /** An excerpt is set under its line by spaces, which stay. */
    private static String clean(String line) {
        int indent = line.length() - line.stripLeading().length();
        return " ".repeat(indent) + PlainText.oneLine(line);
    }

    private static void print(ImageRow image, PrintStream log) {
        log.println(PREFIX
                + String.format("%-9s ", image.getVerdict().toUpperCase(Locale.ROOT))
                + PlainText.oneLine(image.getImage())
                + (image.getDigest().isEmpty() || image.getImage().contains(image.getDigest())
                        ? ""
                        : " " + PlainText.oneLine(image.getDigest())));
        for (ReasonRow reason : image.getReasons()) {
            log.println(PREFIX + "            " + PlainText.oneLine(reason.getCode())
                    + (image.isUnderSeveralPolicies() ? " (" + PlainText.oneLine(reason.getPolicy()) + "): " : ": ")
                    + PlainText.oneLine(reason.getMessage())
                    + (reason.getRemedy().isEmpty() ? "" : " (" + PlainText.oneLine(reason.getRemedy()) + ")"));
        }
    }
}
