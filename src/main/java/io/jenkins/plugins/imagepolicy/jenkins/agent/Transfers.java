package io.jenkins.plugins.imagepolicy.jenkins.agent;

import hudson.remoting.VirtualChannel;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one step at a time send the engine over a connection: the others wait for it rather than send the same bytes again. */
final class Transfers {
    private static final Map<VirtualChannel, ReentrantLock> BY_CONNECTION = new WeakHashMap<>();

    private Transfers() {}

    static ReentrantLock over(VirtualChannel connection) {
        synchronized (BY_CONNECTION) {
            return BY_CONNECTION.computeIfAbsent(connection, key -> new ReentrantLock());
        }
    }
}
