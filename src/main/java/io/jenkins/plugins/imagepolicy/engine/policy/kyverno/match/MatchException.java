package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

/** Whether a rule is about a resource cannot be decided; the message says why. */
public final class MatchException extends Exception {
    private static final long serialVersionUID = 1L;

    public MatchException(String message) {
        super(message);
    }
}
