package io.jenkins.plugins.imagepolicy.cli.eval;

/**
 * What a text says of an input.
 *
 * @param error why it is not compliant; empty when it is
 * @param warning of a policy that is compliant with a warning; else empty
 * @param explanation for {@code --explain}; may be empty
 */
public record Evaluation(Outcome outcome, String error, String warning, String explanation) {
    /** Everything but the first two means that the text gave no answer. */
    public enum Outcome {
        COMPLIANT,
        NOT_COMPLIANT,
        /** The text is no policy, or uses what is not supported. */
        INVALID,
        /** It failed or hit a limit while it ran. */
        FAILED
    }

    public boolean compliant() {
        return outcome == Outcome.COMPLIANT;
    }
}
