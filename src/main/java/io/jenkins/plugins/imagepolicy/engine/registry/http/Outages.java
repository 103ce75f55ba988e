package io.jenkins.plugins.imagepolicy.engine.registry.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which origins have stopped answering, so that a dead one costs a fleet its time limit once and not for each image. Any answer,
 * whatever it says, ends an outage; without one it is tried again after a while.
 */
final class Outages {
    private static final int FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private record Silence(int failures, long since) {}

    private final Map<Origin, Silence> silences = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Outages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether {@code origin} left several calls in a row without an answer, the last of them a moment ago. */
    boolean isSilent(Origin origin) {
        Silence silence = silences.get(origin);
        if (silence == null || silence.failures() < FAILURES) {
            return false;
        }
        boolean over = nanoTime.getAsLong() - silence.since() > PAUSE.toNanos();
        if (over) {
            silences.remove(origin, silence);
        }
        return !over;
    }

    void answered(Origin origin) {
        silences.remove(origin);
    }

    void unanswered(Origin origin) {
        long now = nanoTime.getAsLong();
        silences.merge(origin, new Silence(1, now), (before, one) -> new Silence(before.failures() + 1, now));
    }
}
