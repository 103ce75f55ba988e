package io.jenkins.plugins.imagepolicy.cli.arguments;

/** A command line that asks for something that cannot be done; the message says what to give instead. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
