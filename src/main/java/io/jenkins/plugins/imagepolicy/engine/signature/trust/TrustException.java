package io.jenkins.plugins.imagepolicy.engine.signature.trust;

/** Trust material (key, certificate, trusted root) that cannot be read or used. */
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    public TrustException(String message, String remedy) {
        this(message, remedy, null);
    }

    public TrustException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
