package io.jenkins.plugins.imagepolicy.jenkins.report;

/** A text is no report of the gate. The message is a clause that completes "the report is invalid:". */
public final class InvalidReportException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidReportException(String message) {
        super(message);
    }
}
