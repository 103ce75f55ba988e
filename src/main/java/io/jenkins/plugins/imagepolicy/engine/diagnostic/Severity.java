package io.jenkins.plugins.imagepolicy.engine.diagnostic;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How grave a diagnostic is. Only an error keeps the gate from passing. */
public enum Severity {
    @JsonProperty("error")
    ERROR,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("note")
    NOTE
}
