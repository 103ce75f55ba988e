package io.jenkins.plugins.imagepolicy.jenkins.agent;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Brings the engine to the machine that has the workspace, once, and runs it there. */
public final class EngineRunner {
    private static final String FOLDER = "image-policy";

    private final CarriedEngine engine;
    private final TaskListener listener;
    private final Redactor redactor;

    public EngineRunner(CarriedEngine engine, TaskListener listener, Redactor redactor) {
        this.engine = engine;
        this.listener = listener;
        this.redactor = redactor;
    }

    /**
     * Runs one request.
     *
     * @param request JSON of a gate request
     * @return JSON of a report
     * @throws EngineException when the engine could not be brought to run or broke down
     * @throws IOException when the connection was lost
     */
    public String run(FilePath workspace, String request) throws IOException, InterruptedException {
        RunEngine call = new RunEngine(request, engine.sha256(), folders(workspace), null, listener, redactor);
        EngineReply reply = workspace.act(call);
        if (reply.report() == null) {
            FilePath copy = send(workspace, reply.folder());
            try {
                reply = workspace.act(call.withArrived(copy.getRemote()));
            } finally {
                discard(copy);
            }
        }
        if (reply.report() == null) {
            throw new EngineException("The engine was sent to " + reply.folder() + " but did not start");
        }
        return reply.report();
    }

    /** Under a name of its own, so that nobody takes a half-copied jar for a whole one. */
    private FilePath send(FilePath workspace, String folder) throws IOException, InterruptedException {
        PrintStream log = listener.getLogger();
        log.println("[image-policy] Sending the engine (" + (engine.size() >> 20) + " MiB) to " + name(workspace)
                + ", once for this version of the plugin");
        log.flush();
        FilePath copy =
                new FilePath(new FilePath(workspace.getChannel(), folder), "incoming-" + UUID.randomUUID() + ".jar");
        try (InputStream content = engine.open()) {
            copy.copyFrom(content);
            return copy;
        } catch (IOException e) {
            discard(copy);
            throw new EngineException(
                    "Could not send the engine to " + copy.getRemote() + " on " + name(workspace) + " because "
                            + e.getMessage() + "; does the disk have " + (engine.size() >> 20) + " MiB to spare?");
        }
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
