package io.jenkins.plugins.imagepolicy.cli;

/** What the process says when it ends. */
final class ExitCode {
    static final int PASSED = 0;
    static final int VIOLATED = 1;
    /** Wrong usage or an invalid policy. */
    static final int INVALID = 2;
    /** Registry, credentials or trust material did not let the gate decide. */
    static final int UNDECIDED = 3;

    private ExitCode() {}
}
