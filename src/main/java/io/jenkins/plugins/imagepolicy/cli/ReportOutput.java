package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.RenderOptions;
import io.jenkins.plugins.imagepolicy.engine.report.ReportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a report where the options ask for it: {@code --report FORMAT=FILE}, text on standard output besides. */
final class ReportOutput {
    private final Map<Path, ReportFormat> files = new LinkedHashMap<>();

    /** Reads {@code FORMAT=FILE} options. */
    ReportOutput(List<String> options) throws UsageException {
        for (String option : options) {
            int equals = option.indexOf('=');
            String label = equals < 0 ? option : option.substring(0, equals);
            ReportFormat format = ReportFormat.named(label)
                    .orElseThrow(() -> new UsageException(
                            "'" + label + "' is no report format; give one of " + ReportFormat.labels()));
            if (equals < 0 || equals == option.length() - 1) {
                throw new UsageException(
                        "--report takes FORMAT=FILE, for example " + label + "=report." + format.extension());
            }
            files.put(Path.of(option.substring(equals + 1)), format);
        }
    }

    void write(GateReport report) throws UsageException {
        for (Map.Entry<Path, ReportFormat> file : files.entrySet()) {
            try {
                Path path = file.getKey().toAbsolutePath();
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue().render(report, RenderOptions.plain()), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UsageException("Could not write the report " + file.getKey() + ": " + e.getMessage(), e);
            }
        }
    }
}
