package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the gate in tests and reads what matters out of its report. */
public final class Gates {
    private Gates() {}

    public static GateReport run(GateRequest.Builder request) throws InterruptedException {
        return new Gate(GateProgress.SILENT).run(request.build());
    }

    /** All reason codes of an image, in order. */
    public static List<String> codes(GateReport.ImageReport image) {
        return image.policies().stream()
                .flatMap(policy -> policy.reasons().stream())
                .map(reason -> reason.code().name())
                .distinct()
                .toList();
    }

    public static String messages(GateReport.ImageReport image) {
        return image.policies().stream()
                .flatMap(policy -> policy.reasons().stream())
                .map(reason -> reason.code() + ": " + reason.message())
                .collect(Collectors.joining("\n"));
    }

    public static String diagnostics(GateReport report) {
        return report.diagnostics().stream().map(d -> d.render()).collect(Collectors.joining("\n"));
    }
}
