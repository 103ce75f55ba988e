package io.jenkins.plugins.imagepolicy.jenkins.agent;

import hudson.remoting.VirtualChannel;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one step at a time send the engine over a connection: the others wait for it rather than send the same bytes again. */
final class Transfers {
    private static final Map<VirtualChannel, Transfers> BY_CONNECTION = new WeakHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger ended = new AtomicInteger();

    private Transfers() {}

    static Transfers over(VirtualChannel connection) {
        synchronized (BY_CONNECTION) {
            return BY_CONNECTION.computeIfAbsent(connection, key -> new Transfers());
        }
    }

    /** How many have ended, well or not: what an agent said before the last one ended may no longer hold. */
    int ended() {
        return ended.get();
    }

    void begin() throws InterruptedException {
        lock.lockInterruptibly();
    }

    void end() {
        ended.incrementAndGet();
        lock.unlock();
    }
}
