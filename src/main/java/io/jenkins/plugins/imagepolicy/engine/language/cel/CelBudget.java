package io.jenkins.plugins.imagepolicy.engine.language.cel;

import dev.cel.common.values.CelByteString;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * What evaluations may cost together: nodes evaluated, the size of each value, and time. What a function waits for outside, a
 * registry for example, is bounded there and does not count. Not for use by several threads.
 */
public final class CelBudget {
    private static final long MOST_NODES = 20_000_000;
    /** Characters, bytes or elements. */
    private static final int LARGEST_VALUE = 4_000_000;

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int NODES_BETWEEN_CLOCKS = 1024;

    private final long mostNodes;
    private final Duration longest;
    private final long begun = System.nanoTime();
    private long nodes;
    private long outside;
    private String exceeded = "";

    public CelBudget(long mostNodes, Duration longest) {
        this.mostNodes = mostNodes;
        this.longest = longest;
    }

    /** 20 million nodes and 10 seconds. */
    public static CelBudget standard() {
        return new CelBudget(MOST_NODES, LONGEST);
    }

    /** A call whose time does not count. */
    @FunctionalInterface
    public interface Outside {
        Object call() throws CelFunction.Failure;
    }

    public Object outside(Outside call) throws CelFunction.Failure {
        long start = System.nanoTime();
        try {
            return call.call();
        } finally {
            outside += System.nanoTime() - start;
        }
    }

    /** Thrown through the interpreter, which may catch it; {@link #exceeded()} stays. */
    private static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message, null, false, false);
        }
    }

    void spend(Object value) {
        if (!exceeded.isEmpty()) {
            throw new Exceeded(exceeded);
        }
        if (++nodes > mostNodes) {
            exceed("the expression takes more than " + mostNodes + " steps");
        }
        if (size(value) > LARGEST_VALUE) {
            exceed("the expression makes a value of more than " + LARGEST_VALUE + " characters or elements");
        }
        if (nodes % NODES_BETWEEN_CLOCKS == 0) {
            if (Thread.currentThread().isInterrupted()) {
                exceed("the evaluation was interrupted");
            }
            if (System.nanoTime() - begun - outside > longest.toNanos()) {
                exceed("the expression takes longer than " + longest.toSeconds() + " s");
            }
        }
    }

    private static int size(Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        if (value instanceof Collection<?> list) {
            return list.size();
        }
        if (value instanceof CelByteString bytes) {
            return bytes.size();
        }
        return value instanceof Map<?, ?> map ? map.size() : 0;
    }

    private void exceed(String why) {
        exceeded = why;
        throw new Exceeded(why);
    }

    /** What was exceeded; empty while nothing is. */
    String exceeded() {
        return exceeded;
    }
}
