package io.jenkins.plugins.imagepolicy.cli;

/** A command line that asks for something that cannot be done; the message says what to give instead. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
