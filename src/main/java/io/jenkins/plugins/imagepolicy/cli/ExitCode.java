package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import java.util.EnumSet;
import java.util.Set;

/** What the process says when it ends. */
final class ExitCode {
    static final int PASSED = 0;
    static final int VIOLATED = 1;
    /** Wrong usage or an invalid policy. */
    static final int INVALID = 2;
    /** Registry, credentials or trust material did not let the gate decide. */
    static final int UNDECIDED = 3;

    private static final Set<ReasonCode> USERS_TO_MEND =
            EnumSet.of(ReasonCode.POLICY_INVALID, ReasonCode.UNSUPPORTED, ReasonCode.INPUT_INVALID);

    private ExitCode() {}

    static int of(GateReport report) {
        boolean undecided = report.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .anyMatch(code -> !isUsersToMend(code));
        boolean invalid = report.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .anyMatch(ExitCode::isUsersToMend);
        if (invalid) {
            return INVALID;
        }
        if (undecided) {
            return UNDECIDED;
        }
        return switch (report.verdict()) {
            case PASS, WARN, WAIVED, UNMATCHED -> PASSED;
            case FAIL -> VIOLATED;
            case ERROR -> onlyPoliciesAreInvalid(report) ? INVALID : UNDECIDED;
        };
    }

    private static boolean onlyPoliciesAreInvalid(GateReport report) {
        return !report.images().isEmpty()
                && report.images().stream()
                        .flatMap(image -> image.policies().stream())
                        .filter(policy -> policy.verdict() == Verdict.ERROR)
                        .flatMap(policy -> policy.reasons().stream())
                        .filter(reason -> reason.code().isError())
                        .allMatch(reason -> USERS_TO_MEND.contains(reason.code()));
    }

    private static boolean isUsersToMend(String code) {
        return USERS_TO_MEND.stream().anyMatch(c -> c.name().equals(code));
    }
}
