package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.List;

/** One gate of a build as the page shows it: its report, or why that cannot be shown. */
public final class GatePart {
    private final GateSummary summary;
    private final Report report;
    private final String problem;

    GatePart(GateSummary summary, Report report, String problem) {
        this.summary = summary;
        this.report = report;
        this.problem = problem;
    }

    public GateSummary getSummary() {
        return summary;
    }

    /** Null when there is a problem. */
    public Report getReport() {
        return report;
    }

    /** Why the report cannot be shown; empty when it can. */
    public String getProblem() {
        return problem;
    }

    /** Images with the names of their pages. */
    public List<ListedImage> getImages() {
        if (report == null) {
            return List.of();
        }
        List<ImageRow> images = report.getImages();
        return java.util.stream.IntStream.range(0, images.size())
                .mapToObj(index -> new ListedImage(summary, index, images.get(index)))
                .toList();
    }
}
