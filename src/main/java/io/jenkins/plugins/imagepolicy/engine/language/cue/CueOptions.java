package io.jenkins.plugins.imagepolicy.engine.language.cue;

import java.util.Objects;

/** How a policy is compiled: the bounds for its evaluation alone. */
public record CueOptions(CueLimits limits) {
    public CueOptions {
        Objects.requireNonNull(limits, "limits");
    }

    public static CueOptions defaults() {
        return new CueOptions(CueLimits.defaults());
    }
}
