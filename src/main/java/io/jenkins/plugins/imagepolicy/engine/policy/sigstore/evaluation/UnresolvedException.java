package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** Something that the policy refers to (a Secret, ConfigMap, TrustRoot, URL, KMS key) is not to be had, so nothing can be decided. */
public final class UnresolvedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ReasonCode code;
    private final String remedy;

    public UnresolvedException(ReasonCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    public UnresolvedException(ReasonCode code, String message, String remedy, Throwable cause) {
        super(message, cause);
        if (!code.isError()) {
            throw new IllegalArgumentException(code + " decides something");
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
