package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** An input of the gate that is not there or cannot be read. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    InputException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public Diagnostic diagnostic(ReasonCode code) {
        return Diagnostic.error(code, "", getMessage(), remedy);
    }
}
