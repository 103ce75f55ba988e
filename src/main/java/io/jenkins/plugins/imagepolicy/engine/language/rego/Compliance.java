package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import java.util.Optional;

/**
 * What policy-controller and cosign would conclude from a policy.
 *
 * @param compliant true only if the policy was evaluated and said so
 * @param verdict the conclusion, with errors told apart from a refusal
 * @param error why it is not compliant, in cosign's words
 * @param warning the policy's warning; callers of cosign treat a compliant result with a warning as a failure
 * @param fault the error behind a verdict that is none of the policy's
 * @param explanation how the policy came to its result
 */
public record Compliance(
        boolean compliant,
        Verdict verdict,
        Optional<String> error,
        Optional<String> warning,
        Optional<RegoException> fault,
        Explanation explanation) {

    /** The conclusion. Everything but the first two is an error: the policy gave no answer. */
    public enum Verdict {
        COMPLIANT,
        NOT_COMPLIANT,
        INVALID_POLICY,
        UNSUPPORTED,
        EVALUATION_ERROR,
        LIMIT_REACHED
    }

    static Compliance of(boolean compliant, String error, String warning, Explanation explanation) {
        return new Compliance(
                compliant,
                compliant ? Verdict.COMPLIANT : Verdict.NOT_COMPLIANT,
                Optional.ofNullable(error),
                Optional.ofNullable(warning),
                Optional.empty(),
                explanation);
    }

    static Compliance failed(RegoException e, Explanation explanation) {
        Verdict verdict =
                switch (e.kind()) {
                    case INVALID_POLICY -> Verdict.INVALID_POLICY;
                    case UNSUPPORTED -> Verdict.UNSUPPORTED;
                    case EVALUATION -> Verdict.EVALUATION_ERROR;
                    case LIMIT -> Verdict.LIMIT_REACHED;
                };
        String count = e.kind() == FaultKind.INVALID_POLICY ? "1 error occurred: " : "";
        return new Compliance(
                false, verdict, Optional.of(count + e.getMessage()), Optional.empty(), Optional.of(e), explanation);
    }
}
