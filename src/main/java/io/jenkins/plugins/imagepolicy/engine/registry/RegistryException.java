package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/**
 * A registry, layout or archive could not be read, or delivered what it should not. The message says what was asked of whom
 * and what came back, without credentials.
 */
public final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ReasonCode code;
    private final String remedy;

    public RegistryException(ReasonCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    public RegistryException(ReasonCode code, String message, String remedy, Throwable cause) {
        super(message, cause);
        if (!code.isError()) {
            throw new IllegalArgumentException(code + " is no fault of a registry");
        }
        this.code = code;
        this.remedy = remedy;
    }

    public ReasonCode code() {
        return code;
    }

    public String remedy() {
        return remedy;
    }
}
