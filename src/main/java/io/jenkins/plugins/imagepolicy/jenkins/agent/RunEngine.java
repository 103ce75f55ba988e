package io.jenkins.plugins.imagepolicy.jenkins.agent;

import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Runs the gate on the machine that has the workspace.
 *
 * @param request the request as JSON, with secrets; null only asks whether the engine is there
 * @param sha256 of the engine to use
 * @param size of the engine in bytes
 * @param folders where engines may be kept, in order of preference; the machine's own temporary folder is the last resort
 * @param listener takes the lines of progress
 */
record RunEngine(
        String request, String sha256, long size, List<String> folders, TaskListener listener, Redactor redactor)
        implements ControllerToAgentFileCallable<EngineReply> {
    private static final long STACK = 16L << 20;

    RunEngine {
        folders = new ArrayList<>(folders);
    }

    RunEngine asQuestion() {
        return new RunEngine(null, sha256, size, folders, null, null);
    }

    @Override
    public EngineReply invoke(File workspace, VirtualChannel channel) throws IOException, InterruptedException {
        IsolatedEngine engine = IsolatedEngine.loaded(sha256);
        if (engine == null) {
            Path jar = find();
            if (jar == null) {
                return new EngineReply(null, destination());
            }
            engine = IsolatedEngine.load(sha256, jar);
        }
        return new EngineReply(request == null ? null : run(engine), null);
    }

    /** Runs in a thread of its own: an abort must not wait for a registry that does not answer. */
    private String run(IsolatedEngine engine) throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        FutureTask<String> gate = new FutureTask<>(() -> engine.run(request, line -> {
            if (!over.get()) {
                PrintStream log = listener.getLogger();
                log.println("[image-policy] " + redactor.redact(line));
                // An agent's log is sent in batches; unflushed, these lines would follow the verdict.
                log.flush();
            }
        }));
        Thread thread = new Thread(null, gate, "image-policy gate", STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return redactor.redact(gate.get());
        } catch (InterruptedException e) {
            // Before the gate hears of it: what it says of requests that were cut off is of no use to anybody.
            over.set(true);
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("The gate was interrupted");
            }
            throw new EngineException(
                    redactor.redact(String.valueOf(e.getCause().getMessage())));
        } finally {
            over.set(true);
        }
    }

    private Path find() throws IOException {
        for (String folder : folders) {
            Path jar = new EngineFolder(path(folder)).find(sha256);
            if (jar != null) {
                return jar;
            }
        }
        return null;
    }

    private String destination() throws IOException {
        for (String folder : folders) {
            EngineFolder candidate = new EngineFolder(path(folder));
            if (candidate.isWritable() && candidate.hasRoom(size)) {
                return candidate.path().toString();
            }
        }
        return EngineFolder.temporary(sha256, size)
                .orElseThrow(() -> new EngineException("Could not find a folder for the engine: neither "
                        + String.join(" nor ", folders)
                        + " nor the temporary folder can be written and has " + (size >> 20)
                        + " MiB to spare; make room in one of them for the agent"))
                .path()
                .toString();
    }

    private static Path path(String folder) throws EngineException {
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new EngineException("Could not use " + folder + " for the engine: " + e.getReason());
        }
    }

    @Override
    public String toString() {
        return "RunEngine[" + sha256 + "]";
    }
}
