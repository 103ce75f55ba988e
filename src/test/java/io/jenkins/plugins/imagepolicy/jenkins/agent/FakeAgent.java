package io.jenkins.plugins.imagepolicy.jenkins.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent: what crosses its connection is serialised. */
class FakeAgent extends FilePath.FakeChannel {
    final Path root;
    final String workspace;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Redactor redactor;
    final AtomicInteger copies = new AtomicInteger();

    FakeAgent(Path root, String... secrets) throws IOException {
        super(new FakeComputer());
        this.root = Files.createDirectories(root);
        this.workspace = Files.createDirectories(root.resolve("workspace/job")).toString();
        this.redactor = new Redactor(List.of(secrets));
        ((FakeComputer) computer()).root = new FilePath(this, root.toString());
    }

    String run(CarriedEngine engine, String request) throws IOException, InterruptedException {
        Log.SHARED.set(log);
        return new EngineRunner(engine, new Log(log), redactor).run(new FilePath(this, workspace), request);
    }

    Path installed(CarriedEngine engine) {
        return root.resolve("image-policy").resolve(engine.sha256()).resolve("image-policy.jar");
    }

    String log() {
        return log.toString(UTF_8);
    }

    @Override
    protected OutputStream sending(OutputStream file) throws IOException {
        copies.incrementAndGet();
        return file;
    }

    /** Serialises as Jenkins' own listeners do: the other side writes to the same log. */
    static final class Log implements TaskListener {
        static final InheritableThreadLocal<ByteArrayOutputStream> SHARED = new InheritableThreadLocal<>();
        private final transient PrintStream stream;

        Log(ByteArrayOutputStream log) {
            // Sent in batches, as an agent's log is: what is not flushed arrives too late.
            this.stream = new PrintStream(new BufferedOutputStream(log), false, UTF_8);
        }

        @Override
        public PrintStream getLogger() {
            return stream;
        }

        private Object readResolve() {
            return new Log(SHARED.get());
        }
    }

    private static final class FakeComputer extends Computer {
        FilePath root;

        @Override
        public Node getNode() {
            return new Node() {
                @Override
                public FilePath getRootPath() {
                    return root;
                }
            };
        }

        @Override
        public String getDisplayName() {
            return "agent-1";
        }

        @Override
        public Boolean isUnix() {
            return true;
        }
    }
}
