package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

/** A function refuses its arguments; the message is what CUE reports. */
public final class CallError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CallError(String message) {
        super(message, null, false, false);
    }
}
