package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import java.util.List;
import java.util.stream.Collectors;

/** What an item or a rule says of an image. */
record ImageJudgement(Status status, String message, ReasonCode code, String remedy) {
    /** Kyverno's rule statuses. */
    enum Status {
        PASS,
        SKIP,
        FAIL,
        ERROR
    }

    static ImageJudgement pass(String message) {
        return new ImageJudgement(Status.PASS, message, null, "");
    }

    static ImageJudgement skip(String message) {
        return new ImageJudgement(Status.SKIP, message, null, "");
    }

    static ImageJudgement fail(ReasonCode code, String message, String remedy) {
        return new ImageJudgement(code.isError() ? Status.ERROR : Status.FAIL, message, code, remedy);
    }

    /** A failure for all of these reasons; the one that tells most gives the code. */
    static ImageJudgement fail(String lead, List<Finding> findings) {
        Finding worst = Finding.worst(findings);
        String all = findings.stream().map(Finding::message).distinct().collect(Collectors.joining("; "));
        return fail(worst.code(), lead + all, worst.remedy());
    }

    boolean isPass() {
        return status == Status.PASS;
    }
}
