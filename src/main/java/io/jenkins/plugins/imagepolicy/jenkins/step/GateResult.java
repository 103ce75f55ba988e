package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import io.jenkins.plugins.imagepolicy.jenkins.report.GateSummary;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImageRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.PolicyRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReasonRow;
import io.jenkins.plugins.imagepolicy.jenkins.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A published report and what the build makes of it. */
final class GateResult {
    private final Report report;
    private final GateSummary gate;
    private final Outcome outcome;
    private final Run<?, ?> run;
    private final TaskListener listener;

    GateResult(Report report, GateSummary gate, Outcome outcome, Run<?, ?> run, TaskListener listener) {
        this.report = report;
        this.gate = gate;
        this.outcome = outcome;
        this.run = run;
        this.listener = listener;
    }

    /** Marks the part of the build that became unstable. */
    @FunctionalInterface
    interface UnstableMark {
        void set(String message) throws IOException, InterruptedException;
    }

    /** Fails the build, marks it, or only says so in the log. */
    void apply(UnstableMark mark) throws IOException, InterruptedException {
        if (outcome.isPassed()) {
            return;
        }
        if (outcome.reaction() == Reaction.FAIL) {
            throw new AbortException(outcome.sentence());
        }
        listener.getLogger().println("WARNING: " + outcome.sentence());
        if (outcome.reaction() == Reaction.UNSTABLE) {
            mark.set(outcome.sentence());
            run.setResult(Result.UNSTABLE);
        }
    }

    /** For the script: maps, lists, texts and numbers only, which the sandbox and the build's own storage both take. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", report.getVerdict());
        map.put("passed", outcome.isPassed());
        map.put("message", outcome.sentence());
        map.put("counts", new LinkedHashMap<>(report.getCounts()));
        map.put(
                "images",
                new ArrayList<>(
                        report.getImages().stream().map(GateResult::toMap).toList()));
        map.put("report", ImagePolicyAction.URL + "/?gate=" + gate.getId());
        return map;
    }

    private static Map<String, Object> toMap(ImageRow image) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("image", image.getImage());
        map.put("resolved", image.getResolved());
        map.put("digest", image.getDigest());
        map.put("verdict", image.getVerdict());
        List<Object> policies = new ArrayList<>();
        image.getPolicies().forEach(policy -> policies.add(toMap(policy)));
        map.put("policies", policies);
        return map;
    }

    private static Map<String, Object> toMap(PolicyRow policy) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("policy", policy.getPolicy());
        map.put("kind", policy.getKind());
        map.put("verdict", policy.getVerdict());
        List<Object> reasons = new ArrayList<>();
        policy.getReasons().forEach(reason -> reasons.add(toMap(reason)));
        map.put("reasons", reasons);
        return map;
    }

    private static Map<String, Object> toMap(ReasonRow reason) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", reason.getCode());
        map.put("message", reason.getMessage());
        map.put("remedy", reason.getRemedy());
        return map;
    }
}
