package io.jenkins.plugins.imagepolicy.cli.build;

/** An image that could not be built; the message says which and why. */
public final class BuildException extends Exception {
    private static final long serialVersionUID = 1L;

    public BuildException(String message) {
        super(message);
    }

    public BuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
