package io.jenkins.plugins.imagepolicy.engine.registry.http;

import java.time.Duration;

/** The instant, on the monotonic clock, at which a call is over whatever it waits for. */
record Deadline(long nanoTime, Duration budget) {
    static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos(), budget);
    }

    /** Never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    boolean isOver() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
