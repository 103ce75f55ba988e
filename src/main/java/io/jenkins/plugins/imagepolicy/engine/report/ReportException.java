package io.jenkins.plugins.imagepolicy.engine.report;

/** A text that is no report, or none that this version can read. The message names the place in the report. */
public final class ReportException extends Exception {
    private static final long serialVersionUID = 1L;

    ReportException(String message) {
        super(message);
    }

    ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
