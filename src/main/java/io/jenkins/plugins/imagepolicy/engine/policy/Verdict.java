package io.jenkins.plugins.imagepolicy.engine.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the gate says of an image, a policy or an authority. Declared from best to worst, so that the worst of several counts. */
public enum Verdict {
    @JsonProperty("pass")
    PASS,
    @JsonProperty("unmatched")
    UNMATCHED,
    @JsonProperty("waived")
    WAIVED,
    @JsonProperty("warn")
    WARN,
    @JsonProperty("fail")
    FAIL,
    /** Could not decide. */
    @JsonProperty("error")
    ERROR;

    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
