package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.List;
import java.util.Map;

/** A report as pages and results show it. */
public final class Report {
    private final String verdict;
    private final String tool;
    private final String started;
    private final double seconds;
    private final Map<String, Integer> counts;
    private final List<ImageRow> images;
    private final List<DiagnosticRow> diagnostics;

    Report(
            String verdict,
            String tool,
            String started,
            double seconds,
            Map<String, Integer> counts,
            List<ImageRow> images,
            List<DiagnosticRow> diagnostics) {
        this.verdict = verdict;
        this.tool = tool;
        this.started = started;
        this.seconds = seconds;
        this.counts = counts;
        this.images = List.copyOf(images);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** pass, unmatched, waived, warn, fail or error. */
    public String getVerdict() {
        return verdict;
    }

    /** Name and version of what made the report. */
    public String getTool() {
        return tool;
    }

    /** ISO 8601. */
    public String getStarted() {
        return started;
    }

    public double getSeconds() {
        return seconds;
    }

    /** Images by verdict, and {@code images} for all; counted anew from the images. */
    public Map<String, Integer> getCounts() {
        return counts;
    }

    public List<ImageRow> getImages() {
        return images;
    }

    public List<DiagnosticRow> getDiagnostics() {
        return diagnostics;
    }
}
