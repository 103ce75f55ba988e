package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** A variable or context entry that cannot be resolved; the code says whose fault it is. */
public final class VariableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ReasonCode code;

    public VariableException(String message) {
        this(ReasonCode.POLICY_INVALID, message);
    }

    public VariableException(ReasonCode code, String message) {
        super(message);
        this.code = code;
    }

    public ReasonCode code() {
        return code;
    }
}
