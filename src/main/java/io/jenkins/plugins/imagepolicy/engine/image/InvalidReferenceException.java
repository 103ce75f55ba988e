package io.jenkins.plugins.imagepolicy.engine.image;

/** An image reference that cannot be read; the message says what is wrong with it and what to write. */
public final class InvalidReferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidReferenceException(String message) {
        super(message);
    }
}
