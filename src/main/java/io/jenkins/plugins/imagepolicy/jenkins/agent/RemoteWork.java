package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on another machine, done in a thread of its own, so that whoever waits for it can be interrupted at once: sending a
 * cancellation, or closing a half-sent file, waits for a connection that may be full or dead. The work is interrupted
 * too and tidies up behind the build's back.
 */
final class RemoteWork {
    private RemoteWork() {}

    /**
     * Does the work and waits for it.
     *
     * @throws InterruptedException as soon as the waiting thread is interrupted, or when the work was
     */
    static <T> T await(String name, Callable<T> work) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** The fault itself: it names what went wrong, and its class decides what the build makes of it. */
    private static IOException rethrown(Throwable fault) throws IOException, InterruptedException {
        if (fault instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (fault instanceof RuntimeException defect) {
            throw defect;
        }
        if (fault instanceof Error error) {
            throw error;
        }
        return fault instanceof IOException io ? io : new IOException(fault);
    }
}
