package io.jenkins.plugins.imagepolicy.engine.signature.artefact;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** An artefact that does not hold what it claims; the message is the part of a sentence behind "The signature is refused: ". */
public final class UnverifiedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ReasonCode code;

    public UnverifiedException(ReasonCode code, String message) {
        super(message);
        this.code = code;
    }

    public UnverifiedException(ReasonCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ReasonCode code() {
        return code;
    }
}
