package io.jenkins.plugins.imagepolicy.jenkins.report;

import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import java.io.IOException;

/** Reports as they are published in builds. */
final class Published {
    private Published() {}

    static GateSummary publish(FakeRun run, String name, Reports reports) throws IOException, InvalidReportException {
        return ImagePolicyAction.publish(run, name, reports.json(), ReportReader.read(reports.json()));
    }

    static ImagePolicyAction action(FakeRun run) {
        return run.getAction(ImagePolicyAction.class);
    }
}
