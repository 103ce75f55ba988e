package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** A policy's text that cannot be compiled. The message is in the words of the language's own tool. */
public final class PolicyTextException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ReasonCode code;
    private final int line;
    private final int column;
    private final String remedy;

    /**
     * @param code {@link ReasonCode#POLICY_INVALID} or {@link ReasonCode#UNSUPPORTED}
     * @param line within the text, from 1; 0 when unknown
     */
    public PolicyTextException(ReasonCode code, String message, int line, int column, String remedy) {
        super(message);
        this.code = code;
        this.line = line;
        this.column = column;
        this.remedy = remedy;
    }

    public ReasonCode code() {
        return code;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public String remedy() {
        return remedy;
    }
}
