package io.jenkins.plugins.imagepolicy.engine.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The renderings of a report. Each is complete in itself and escapes what others wrote for its own syntax. */
public enum ReportFormat {
    /** Table for terminals and logs. */
    TEXT("txt", TextReport::render),
    /** Version 1 of the report's own format; {@link GateReportReader} reads it back. */
    JSON("json", (report, options) -> JsonReport.render(report)),
    /** SARIF 2.1.0 (OASIS), a result for each finding. */
    SARIF("sarif", (report, options) -> SarifReport.render(report)),
    /** JUnit XML as Surefire writes and Jenkins and GitLab read it. */
    JUNIT("xml", (report, options) -> JunitReport.render(report)),
    /** One page without script or outside reference. */
    HTML("html", (report, options) -> HtmlReport.render(report)),
    /** GitHub flavoured Markdown for a comment on a pull request. */
    MARKDOWN("md", (report, options) -> MarkdownReport.render(report)),
    /** An unsigned in-toto statement for each image with a SLSA verification summary, one a line (JSON Lines). */
    VSA("intoto.jsonl", (report, options) -> VsaReport.render(report));

    private final String extension;
    private final BiFunction<GateReport, RenderOptions, String> renderer;

    ReportFormat(String extension, BiFunction<GateReport, RenderOptions, String> renderer) {
        this.extension = extension;
        this.renderer = renderer;
    }

    /** The report in this format, ending in a line break. */
    public String render(GateReport report, RenderOptions options) {
        return renderer.apply(report, options);
    }

    /** As options name it: {@code text}, {@code sarif}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Customary extension of a file, without a dot. */
    public String extension() {
        return extension;
    }

    public static Optional<ReportFormat> named(String label) {
        return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(ReportFormat::label).collect(Collectors.joining(", "));
    }
}
