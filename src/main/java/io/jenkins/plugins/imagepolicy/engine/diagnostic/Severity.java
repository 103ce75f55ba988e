package io.jenkins.plugins.imagepolicy.engine.diagnostic;

/** How grave a diagnostic is. Only an error keeps the gate from passing. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
