package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import java.util.List;

/** Results in which the gate speaks for itself, not for a policy. */
final class GateResults {
    private GateResults() {}

    static PolicyResult gate(Verdict verdict, Reason reason) {
        PolicyMode mode = verdict == Verdict.WARN ? PolicyMode.WARN : PolicyMode.ENFORCE;
        return new PolicyResult(
                "image-policy", ImageReport.GATE, "", 0, mode, verdict, List.of(reason), List.of(), null);
    }
}
