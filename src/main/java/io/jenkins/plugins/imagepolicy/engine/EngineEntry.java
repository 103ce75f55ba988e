package io.jenkins.plugins.imagepolicy.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReportReader;
import io.jenkins.plugins.imagepolicy.engine.report.RenderOptions;
import io.jenkins.plugins.imagepolicy.engine.report.ReportException;
import io.jenkins.plugins.imagepolicy.engine.report.ReportFormat;
import java.util.function.Consumer;

/** The engine's door for callers in another class loader: only types of the platform cross it. */
public final class EngineEntry {
    private EngineEntry() {}

    /**
     * Runs the gate.
     *
     * @param request a {@link GateRequest} as JSON
     * @param progress hears lines for people
     * @return a {@link io.jenkins.plugins.imagepolicy.engine.report.GateReport} as JSON
     * @throws IllegalArgumentException when the request is not understood
     * @throws InterruptedException when the calling thread is interrupted
     */
    public static String run(String request, Consumer<String> progress) throws InterruptedException {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        GateRequest parsed;
        try {
            parsed = mapper.readValue(request, GateRequest.class);
        } catch (JsonProcessingException e) {
            // The message of the cause would quote the request, which holds secrets.
            throw new IllegalArgumentException("The gate does not understand the request: "
                    + e.getClass().getSimpleName() + " at column "
                    + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        }
        GateReport report = new Gate(progress::accept).run(parsed);
        return ReportFormat.JSON.render(report, RenderOptions.plain());
    }

    /**
     * Renders a report that {@link #run} gave.
     *
     * @param report JSON
     * @param format sarif, junit, html, markdown, text, json or vsa
     * @throws IllegalArgumentException when the report or the format is not understood
     */
    public static String render(String report, String format) {
        ReportFormat rendering = ReportFormat.named(format)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + format + "' is no report format; give one of " + ReportFormat.labels()));
        try {
            return rendering.render(GateReportReader.read(report), RenderOptions.plain());
        } catch (ReportException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
