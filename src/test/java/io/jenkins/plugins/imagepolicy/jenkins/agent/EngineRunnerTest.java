package io.jenkins.plugins.imagepolicy.jenkins.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineRunnerTest {
    private static final String ECHO = "progress.accept(\"judging\"); return \"report of \" + request;";

    @TempDir
    Path folder;

    @Test
    void sendsTheEngineOnceAndKeepsIt() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        assertThat(agent.run(engine, "one")).isEqualTo("report of one");
        assertThat(agent.calls()).isEqualTo(2);
        assertThat(agent.run(engine, "two")).isEqualTo("report of two");
        assertThat(agent.calls()).isEqualTo(3);
        assertThat(agent.copies).isEqualTo(1);
        assertThat(agent.log())
                .contains("Sending the engine")
                .containsOnlyOnce("Sending")
                .contains("[image-policy] judging");
        assertThat(agent.root.resolve("image-policy").resolve(engine.sha256()).resolve("image-policy.jar"))
                .isRegularFile();
    }

    @Test
    void findsTheEngineThatAnEarlierConnectionLeft() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        Path jar = agent.installed(engine);
        Files.createDirectories(jar.getParent());
        try (InputStream content = engine.open()) {
            Files.copy(content, jar);
        }
        agent.run(engine, "x");
        assertThat(agent.copies).isZero();
    }

    @Test
    void replacesAJarThatIsNotWhatItsNameSays() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        Path jar = agent.installed(engine);
        Files.createDirectories(jar.getParent());
        try (InputStream content = engine.open()) {
            Files.write(jar, content.readNBytes(300));
        }
        assertThat(agent.run(engine, "x")).isEqualTo("report of x");
        assertThat(Files.size(jar)).isEqualTo(engine.size());
    }

    @Test
    void refusesAJarThatArrivedDamaged() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent")) {
            @Override
            protected void beforeCopy(Path target, InputStream content) throws IOException {
                assertThat(content.readNBytes(100)).hasSize(100);
            }
        };
        assertThatThrownBy(() -> agent.run(engine, "x"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not sha256:" + engine.sha256());
        assertThat(agent.installed(engine)).doesNotExist();
    }

    @Test
    void saysWhenTheDiskIsFullAndLeavesNothingBehind() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent")) {
            @Override
            protected void beforeCopy(Path target, InputStream content) throws IOException {
                Files.write(target, content.readNBytes(50));
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> agent.run(engine, "x"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("to spare?");
        try (Stream<Path> left = Files.list(agent.root.resolve("image-policy"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void usesTheWorkspaceWhereTheRootCannotBeWritten() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        // A file where the folder should be fails for every user, root included.
        Files.writeString(agent.root.resolve("image-policy"), "");
        assertThat(agent.run(engine, "x")).isEqualTo("report of x");
        assertThat(Path.of(agent.workspace + "@tmp", "image-policy", engine.sha256(), "image-policy.jar"))
                .isRegularFile();
    }

    @Test
    void usesTheTemporaryFolderAsTheLastResort() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        Files.writeString(agent.root.resolve("image-policy"), "");
        Files.writeString(Path.of(agent.workspace + "@tmp"), "");
        assertThat(agent.run(engine, "x")).isEqualTo("report of x");
    }

    @Test
    void servesManyStepsAtOnce() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> steps = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String request = "r" + i;
                steps.add(() -> agent.run(engine, request));
            }
            List<String> reports = new ArrayList<>();
            for (Future<String> report : pool.invokeAll(steps)) {
                reports.add(report.get());
            }
            assertThat(reports).hasSize(16).allMatch(report -> report.startsWith("report of r"));
        } finally {
            pool.shutdownNow();
        }
        try (Stream<Path> left = Files.list(agent.root.resolve("image-policy"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void removesEnginesThatNobodyUsedForAWeek() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent"));
        Path old = Files.createDirectories(agent.root.resolve("image-policy/" + "0".repeat(64)));
        Files.writeString(old.resolve("image-policy.jar"), "old");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Path recent = Files.createDirectories(agent.root.resolve("image-policy/" + "1".repeat(64)));
        agent.run(engine, "x");
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void runsTheEngineApartFromJenkinsAndItsLibraries() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, """
                StringBuilder seen = new StringBuilder();
                for (String name : new String[] {"hudson.FilePath", "com.fasterxml.jackson.databind.ObjectMapper",
                        "io.jenkins.plugins.imagepolicy.jenkins.agent.RunEngine"}) {
                    try {
                        Class.forName(name, false, Thread.currentThread().getContextClassLoader());
                        seen.append(name);
                    } catch (ClassNotFoundException e) {
                        seen.append('-');
                    }
                }
                return seen + (Thread.currentThread().getContextClassLoader() == EngineMarker() ? "own" : "foreign");
                }
                private static ClassLoader EngineMarker() { return EngineEntry.class.getClassLoader();
                """);
        assertThat(new Agent(folder.resolve("agent")).run(engine, "x")).isEqualTo("---own");
    }

    @Test
    void isAbortedAtOnceAlthoughTheEngineHangs() throws Exception {
        Path marker = folder.resolve("interrupted");
        CarriedEngine engine = EngineJars.engine(folder, """
                progress.accept("hanging");
                long until = System.nanoTime() + 20_000_000_000L;
                boolean told = false;
                while (System.nanoTime() < until && !told) {
                    told = Thread.currentThread().isInterrupted();
                    Thread.onSpinWait();
                }
                try { java.nio.file.Files.writeString(java.nio.file.Path.of(request), "" + told); }
                catch (java.io.IOException e) { throw new IllegalStateException(e); }
                progress.accept("too late");
                return "";
                """);
        Agent agent = new Agent(folder.resolve("agent"));
        List<Throwable> thrown = new ArrayList<>();
        Thread step = new Thread(() -> {
            try {
                agent.run(engine, marker.toString());
            } catch (Throwable e) {
                thrown.add(e);
            }
        });
        step.start();
        while (!agent.log().contains("hanging")) {
            Thread.sleep(10);
        }
        long begun = System.nanoTime();
        step.interrupt();
        step.join(2_000);
        assertThat(step.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        for (int i = 0; i < 200 && !Files.exists(marker); i++) {
            Thread.sleep(10);
        }
        assertThat(marker).hasContent("true");
        assertThat(agent.log()).doesNotContain("too late");
    }

    @Test
    void turnsWhateverTheEngineThrowsIntoASentence() throws Exception {
        for (String fault : List.of(
                "throw new NoClassDefFoundError(\"some/Thing\");",
                "throw new StackOverflowError();",
                "throw new OutOfMemoryError(\"test\");",
                "throw new IllegalStateException(\"defect\");")) {
            CarriedEngine engine = EngineJars.engine(folder, fault);
            assertThatThrownBy(() -> new Agent(folder.resolve("agent")).run(engine, "x"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("The engine broke down: java.lang.");
        }
    }

    @Test
    void masksSecretsWhereverTheEngineLetsThemSlip() throws Exception {
        CarriedEngine engine = EngineJars.engine(
                folder, "progress.accept(\"token s3cret-token\"); return \"{\\\"m\\\":\\\"s3cret-token\\\"}\";");
        Agent agent = new Agent(folder.resolve("agent"), "s3cret-token");
        assertThat(agent.run(engine, "x")).isEqualTo("{\"m\":\"****\"}");
        CarriedEngine failing = EngineJars.engine(folder, "throw new IllegalStateException(\"refused s3cret-token\");");
        assertThatThrownBy(() -> agent.run(failing, "x")).hasMessageContaining("refused ****");
        assertThat(agent.log()).doesNotContain("s3cret-token").contains("token ****");
    }

    @Test
    void reportsALostConnection() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        Agent agent = new Agent(folder.resolve("agent")) {
            @Override
            protected void beforeCall() throws IOException {
                throw new IOException("Channel is closing or has closed down");
            }
        };
        assertThatThrownBy(() -> agent.run(engine, "x")).hasMessageContaining("closed down");
    }

    @Test
    void runsOnTheControllerItself() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FilePath workspace = new FilePath(folder.resolve("workspace").toFile());
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        assertThat(new EngineRunner(engine, new Log(log), new Redactor(List.of())).run(workspace, "x"))
                .isEqualTo("report of x");
    }

    @Test
    void prefersTheSeparatorOfTheAgent() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        RunEngine call = new RunEngine("x", engine.sha256(), List.of("C:\\agent\\image-policy"), null, null, null);
        assertThat(call.toString()).doesNotContain("x\"");
        assertThat(call.folders()).containsExactly("C:\\agent\\image-policy");
    }

    /** An agent: what crosses its connection is serialised. */
    private static class Agent extends FilePath.FakeChannel {
        final Path root;
        final String workspace;
        private final ByteArrayOutputStream log = new ByteArrayOutputStream();
        private final Redactor redactor;
        int copies;

        Agent(Path root, String... secrets) throws IOException {
            super(new FakeComputer());
            this.root = Files.createDirectories(root);
            this.workspace =
                    Files.createDirectories(root.resolve("workspace/job")).toString();
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
        protected void beforeCopy(Path target, InputStream content) throws IOException {
            copies++;
        }
    }

    /** Serialises as Jenkins' own listeners do: the other side writes to the same log. */
    private static final class Log implements TaskListener {
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
