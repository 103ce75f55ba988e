package io.jenkins.plugins.imagepolicy.engine.signature.encoding;

/** Text or bytes that are not what their format demands; the message says what and where. */
public final class EncodingException extends Exception {
    private static final long serialVersionUID = 1L;

    public EncodingException(String message) {
        super(message);
    }

    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
