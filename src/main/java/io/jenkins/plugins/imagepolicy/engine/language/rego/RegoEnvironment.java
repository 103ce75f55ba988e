package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What an evaluation may know and use.
 *
 * @param now the instant that {@code time.now_ns} returns
 * @param limits bounds of one query
 * @param output takes the lines of {@code print} and {@code trace}
 */
public record RegoEnvironment(Instant now, Limits limits, Consumer<String> output) {

    /** The default bounds; output is dropped. */
    public static RegoEnvironment at(Instant now) {
        return new RegoEnvironment(now, Limits.DEFAULT, line -> {});
    }

    public RegoEnvironment withLimits(Limits other) {
        return new RegoEnvironment(now, other, output);
    }

    public RegoEnvironment withWallTime(Duration wallTime) {
        return withLimits(new Limits(limits.instructions(), limits.depth(), limits.resultSize(), wallTime));
    }

    public RegoEnvironment withOutput(Consumer<String> other) {
        return new RegoEnvironment(now, limits, other);
    }
}
