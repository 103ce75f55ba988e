package io.jenkins.plugins.imagepolicy.engine.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the samples in every format, to be looked at: {@code java ... RenderSamples DIRECTORY}. */
final class RenderSamples {
    private RenderSamples() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Map<String, GateReport> reports = Map.of(
                "mixed", SampleReports.mixed(), "hostile", SampleReports.hostile(), "large", SampleReports.large(1000));
        for (var report : reports.entrySet()) {
            for (ReportFormat format : ReportFormat.values()) {
                Files.writeString(
                        directory.resolve(report.getKey() + "." + format.extension()),
                        format.render(report.getValue(), RenderOptions.plain()));
            }
        }
        Files.writeString(
                directory.resolve("mixed-80.txt"),
                ReportFormat.TEXT.render(SampleReports.mixed(), new RenderOptions(80, true)));
    }
}
