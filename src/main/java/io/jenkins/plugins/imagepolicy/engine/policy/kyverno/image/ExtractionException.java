package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;

/** The images of a resource could not be found; the message says where and why. */
public final class ExtractionException extends Exception {
    private static final long serialVersionUID = 1L;

    ExtractionException(String message) {
        super(message);
    }
}
