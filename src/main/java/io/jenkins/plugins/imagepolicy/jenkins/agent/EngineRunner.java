package io.jenkins.plugins.imagepolicy.jenkins.agent;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Brings the engine to the machine that has the workspace, once, and runs it there. */
public final class EngineRunner {
    private static final String FOLDER = "image-policy";
    private static final int PIECE = 1 << 18;
    private static final int DEEPEST = 20;

    private final CarriedEngine engine;
    private final TaskListener listener;
    private final Redactor redactor;

    public EngineRunner(CarriedEngine engine, TaskListener listener, Redactor redactor) {
        this.engine = engine;
        this.listener = listener;
        this.redactor = redactor;
    }

    /**
     * Runs one request. An interruption ends it at once, whatever the other machine does.
     *
     * @param request JSON of a gate request
     * @return JSON of a report
     * @throws EngineException when the engine could not be brought to run or broke down
     * @throws IOException when the connection was lost
     */
    public String run(FilePath workspace, String request) throws IOException, InterruptedException {
        return RemoteWork.await("image-policy on " + name(workspace), () -> bringAndRun(workspace, request));
    }

    private String bringAndRun(FilePath workspace, String request) throws IOException, InterruptedException {
        RunEngine call = new RunEngine(request, engine.sha256(), engine.size(), folders(workspace), listener, redactor);
        Transfers transfers = Transfers.over(workspace.getChannel());
        int before = transfers.ended();
        EngineReply reply = workspace.act(call);
        if (reply.report() == null) {
            transfers.begin();
            try {
                // Another step may have brought the engine since this one asked.
                EngineReply wanted = transfers.ended() == before ? reply : workspace.act(call.asQuestion());
                if (wanted.folder() != null) {
                    send(workspace, wanted.folder());
                }
            } finally {
                transfers.end();
            }
            reply = workspace.act(call);
        }
        if (reply.report() == null) {
            throw new EngineException("The engine was sent to " + reply.folder() + " but did not start");
        }
        return reply.report();
    }

    /** Under a name of its own, so that nobody takes a half-copied jar for a whole one. */
    private void send(FilePath workspace, String folder) throws IOException, InterruptedException {
        PrintStream log = listener.getLogger();
        log.println("[image-policy] Sending the engine (" + mebibytes() + " MiB) to " + name(workspace)
                + ", once for this version of the plugin");
        log.flush();
        FilePath copy =
                new FilePath(new FilePath(workspace.getChannel(), folder), "incoming-" + UUID.randomUUID() + ".jar");
        try {
            copyTo(copy, name(workspace));
            workspace.act(new InstallEngine(engine.sha256(), copy.getRemote()));
        } finally {
            discard(copy);
        }
    }

    /** In large pieces: with those of {@link FilePath#copyFrom}, a distant agent waits three times as long. */
    private void copyTo(FilePath copy, String agent) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        try (InputStream content = engine.open();
                OutputStream out = copy.write()) {
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                out.write(piece, 0, read);
            }
        } catch (InterruptedIOException e) {
            throw new InterruptedException("The engine was not sent to its end");
        } catch (IOException e) {
            throw new EngineException("Could not send the engine to " + copy.getRemote() + " on " + agent + " because "
                    + cause(e) + "; does the disk have " + mebibytes() + " MiB to spare?");
        }
    }

    /** The connection reports what went wrong on the other side as the cause of a fault of its own. */
    private static String cause(Throwable fault) {
        Throwable deepest = fault;
        for (int i = 0; i < DEEPEST && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    private long mebibytes() {
        return engine.size() >> 20;
    }

    private static void discard(FilePath copy) throws InterruptedException {
        try {
            copy.delete();
        } catch (IOException e) {
            // It was moved to its place, or the connection is gone; old remains are removed at the next transfer.
            return;
        }
    }

    private static List<String> folders(FilePath workspace) {
        List<String> folders = new ArrayList<>();
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root != null) {
            folders.add(root.child(FOLDER).getRemote());
        }
        folders.add(workspace.getRemote() + "@tmp" + separator(workspace) + FOLDER);
        return folders;
    }

    private static String separator(FilePath workspace) {
        return workspace.getRemote().contains("\\") ? "\\" : "/";
    }

    private static String name(FilePath workspace) {
        Computer computer = workspace.toComputer();
        return computer == null ? "the agent" : computer.getDisplayName();
    }
}
