package io.jenkins.plugins.imagepolicy.engine.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a violation of the policy refuses the image or only warns. */
public enum PolicyMode {
    @JsonProperty("enforce")
    ENFORCE,
    @JsonProperty("warn")
    WARN
}
