package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads that do the reading: some for each host, so that a slow one holds up no other, and bounded over all. Callers only wait,
 * so that they can be interrupted and cannot be held beyond the deadline by what Java cannot interrupt (DNS, connecting).
 */
final class Lanes implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final int perHost;
    private final Duration budget;
    private final Semaphore inFlight;
    private final Map<String, ThreadPoolExecutor> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Lanes(int inFlight, int perHost, Duration budget) {
        this.perHost = perHost;
        this.budget = budget;
        this.inFlight = new Semaphore(inFlight, true);
    }

    /** What is read by one of the threads; the deadline starts when it begins. */
    @FunctionalInterface
    interface Read<T> {
        T run(Call call) throws RegistryException;
    }

    /** A read that several callers may wait for. */
    static final class Pending<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final String what;
        private final String host;
        private final Duration budget;
        private volatile Deadline started;

        private Pending(String what, String host, Duration budget) {
            this.what = what;
            this.host = host;
            this.budget = budget;
        }

        boolean isDone() {
            return result.isDone();
        }

        T await() throws RegistryException {
            while (true) {
                Deadline deadline = started;
                Duration wait = deadline == null ? budget : deadline.remaining().plus(GRACE);
                Call words = Call.of(what, host, Deadline.in(budget));
                try {
                    return result.get(wait.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw words.cancelled();
                } catch (TimeoutException e) {
                    if (deadline != null) {
                        throw words.timeout();
                    }
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        }

        /** A fault is thrown to each caller with that caller's stack. */
        private static RegistryException rethrown(Throwable cause) {
            if (cause instanceof RegistryException e) {
                return new RegistryException(e.code(), e.getMessage(), e.remedy(), e);
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) cause;
        }
    }

    <T> Pending<T> start(String what, String host, Read<T> read) {
        Pending<T> pending = new Pending<>(what, host, budget);
        Callable<Void> work = () -> {
            try {
                inFlight.acquire();
                try {
                    Deadline deadline = Deadline.in(budget);
                    pending.started = deadline;
                    pending.result.complete(read.run(Call.of(what, host, deadline)));
                } finally {
                    inFlight.release();
                }
            } catch (Throwable e) {
                pending.result.completeExceptionally(
                        e instanceof InterruptedException
                                ? Call.of(what, host, Deadline.in(budget)).cancelled()
                                : e);
            }
            return null;
        };
        try {
            if (closed) {
                throw new RejectedExecutionException();
            }
            lanes.computeIfAbsent(host, name -> lane()).execute(() -> {
                try {
                    work.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (RejectedExecutionException e) {
            pending.result.completeExceptionally(
                    Call.of(what, host, Deadline.in(budget)).cancelled());
        }
        return pending;
    }

    private ThreadPoolExecutor lane() {
        ThreadPoolExecutor lane = new ThreadPoolExecutor(
                perHost,
                perHost,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.daemon("registry-read"));
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }

    @Override
    public void close() {
        closed = true;
        // What waits in a queue has callers, who must hear that it will not come.
        lanes.values().forEach(lane -> lane.shutdownNow().forEach(Runnable::run));
    }
}
