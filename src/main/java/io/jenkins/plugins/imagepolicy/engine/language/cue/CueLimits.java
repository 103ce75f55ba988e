package io.jenkins.plugins.imagepolicy.engine.language.cue;

import java.time.Duration;
import java.util.Objects;

/**
 * Bounds of one evaluation; reaching one is a failure of kind LIMIT.
 *
 * @param depth levels of nesting, of the input and of evaluation
 * @param nodes fields, elements and intermediate values
 * @param time from the start of the evaluation
 */
public record CueLimits(int depth, int nodes, Duration time) {
    public CueLimits {
        Objects.requireNonNull(time, "time");
        if (depth < 1 || nodes < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** 500 levels, two million nodes, ten seconds. */
    public static CueLimits defaults() {
        return new CueLimits(500, 2_000_000, Duration.ofSeconds(10));
    }
}
