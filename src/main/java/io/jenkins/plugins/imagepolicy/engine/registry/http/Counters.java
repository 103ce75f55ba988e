package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts while the run goes on. */
final class Counters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder fromDisk = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();

    void begin() {
        requests.increment();
        underWay.incrementAndGet();
    }

    void end() {
        underWay.decrementAndGet();
    }

    void received(long count) {
        bytes.add(count);
    }

    void retried() {
        retries.increment();
    }

    void shared() {
        shared.increment();
    }

    void fromDisk() {
        fromDisk.increment();
    }

    Traffic snapshot() {
        return new Traffic(requests.sum(), bytes.sum(), retries.sum(), shared.sum(), fromDisk.sum(), underWay.get());
    }
}
