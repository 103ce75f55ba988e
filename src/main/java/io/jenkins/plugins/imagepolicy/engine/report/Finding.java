package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.ArrayList;
import java.util.List;

/** One reason why one policy did not simply pass one image: what tools for findings count. */
record Finding(GateReport.ImageReport image, PolicyResult policy, Reason reason) {
    static List<Finding> of(GateReport report) {
        List<Finding> findings = new ArrayList<>();
        for (GateReport.ImageReport image : report.images()) {
            for (PolicyResult policy : image.policies()) {
                if (policy.verdict().compareTo(Verdict.UNMATCHED) > 0) {
                    policy.reasons().forEach(reason -> findings.add(new Finding(image, policy, reason)));
                }
            }
        }
        return findings;
    }

    /** How much it weighs: waived, warn, fail or error. */
    Verdict level() {
        if (reason.waived()) {
            return Verdict.WAIVED;
        }
        return policy.verdict() == Verdict.ERROR && !reason.code().isError() ? Verdict.FAIL : policy.verdict();
    }

    /** The same for the same finding in every run, whatever tag or digest the image has by then. */
    String fingerprint() {
        return Fingerprint.of(this);
    }
}
