package io.jenkins.plugins.imagepolicy.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the engine reaches an agent: once, whole, and to a place that can take it. */
@Timeout(60)
class EngineTransferTest {
    private static final String ECHO = "progress.accept(\"judging\"); return \"report of \" + request;";

    @TempDir
    Path folder;

    @Test
    void sendsTheEngineOnceAndKeepsIt() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
        assertThat(agent.run(engine, "one")).isEqualTo("report of one");
        assertThat(agent.calls()).as("asked, taken over, run").isEqualTo(3);
        assertThat(agent.run(engine, "two")).isEqualTo("report of two");
        assertThat(agent.calls()).isEqualTo(4);
        assertThat(agent.copies.get()).isEqualTo(1);
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
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
        Path jar = agent.installed(engine);
        Files.createDirectories(jar.getParent());
        try (InputStream content = engine.open()) {
            Files.copy(content, jar);
        }
        agent.run(engine, "x");
        assertThat(agent.copies.get()).isZero();
    }

    @Test
    void replacesAJarThatIsNotWhatItsNameSays() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
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
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
            @Override
            protected OutputStream sending(OutputStream file) {
                return new FilterOutputStream(file) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset + 100, length - 100);
                    }
                };
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
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
            @Override
            protected OutputStream sending(OutputStream file) {
                return new FilterOutputStream(file) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, 50);
                        // As remoting reports a fault of the other side.
                        throw new IOException("Pipe is already closed", new IOException("No space left on device"));
                    }
                };
            }
        };
        assertThatThrownBy(() -> agent.run(engine, "x"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("because No space left on device")
                .hasMessageContaining("to spare?");
        try (Stream<Path> left = Files.list(agent.root.resolve("image-policy"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void usesTheWorkspaceWhereTheRootCannotBeWritten() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
        // A file where the folder should be fails for every user, root included.
        Files.writeString(agent.root.resolve("image-policy"), "");
        assertThat(agent.run(engine, "x")).isEqualTo("report of x");
        assertThat(Path.of(agent.workspace + "@tmp", "image-policy", engine.sha256(), "image-policy.jar"))
                .isRegularFile();
    }

    @Test
    void usesTheTemporaryFolderAsTheLastResort() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
        Files.writeString(agent.root.resolve("image-policy"), "");
        Files.writeString(Path.of(agent.workspace + "@tmp"), "");
        assertThat(agent.run(engine, "x")).isEqualTo("report of x");
    }

    @Test
    void servesManyStepsAtOnce() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
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
        assertThat(agent.copies.get())
                .as("one step sends, the others wait for it")
                .isEqualTo(1);
        assertThat(agent.log()).containsOnlyOnce("Sending the engine");
    }

    @Test
    void sendsAgainWhenTheStepBeforeCouldNot() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        AtomicBoolean isBroken = new AtomicBoolean(true);
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
            @Override
            protected OutputStream sending(OutputStream file) throws IOException {
                super.sending(file);
                return isBroken.getAndSet(false)
                        ? new FilterOutputStream(file) {
                            @Override
                            public void write(byte[] bytes, int offset, int length) throws IOException {
                                throw new IOException("broken off");
                            }
                        }
                        : file;
            }
        };
        assertThatThrownBy(() -> agent.run(engine, "one")).hasMessageContaining("broken off");
        assertThat(agent.run(engine, "two")).isEqualTo("report of two");
        assertThat(agent.copies.get()).isEqualTo(2);
    }

    @Test
    void isAbortedWhileAnotherStepSends() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        CountDownLatch isSending = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
            @Override
            protected OutputStream sending(OutputStream file) throws IOException {
                isSending.countDown();
                try {
                    mayGoOn.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return super.sending(file);
            }
        };
        Fault first = new Fault(() -> agent.run(engine, "one"));
        isSending.await();
        Fault second = new Fault(() -> agent.run(engine, "two"));
        second.interrupt();
        assertThat(second.get()).isInstanceOf(InterruptedException.class);
        first.interrupt();
        assertThat(first.get()).isInstanceOf(InterruptedException.class);
        mayGoOn.countDown();
        assertThat(agent.run(engine, "three")).isEqualTo("report of three");
    }

    @Test
    void refusesWhereNoDiskHasRoom() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        RunEngine call = new RunEngine(
                "x",
                engine.sha256(),
                Long.MAX_VALUE,
                List.of(folder.resolve("image-policy").toString()),
                null,
                null);
        List<Path> before = temporaryFolders();
        assertThatThrownBy(() -> call.invoke(folder.toFile(), null))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("neither " + folder.resolve("image-policy") + " nor the temporary folder")
                .hasMessageContaining("MiB to spare");
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("image-policy-\\d+"))
                    .sorted()
                    .toList();
        }
    }

    /** What a call in a thread of its own throws. */
    private static final class Fault {
        private final FutureTask<Throwable> task;
        private final Thread thread;

        Fault(Callable<?> call) {
            task = new FutureTask<>(() -> {
                try {
                    call.call();
                    return null;
                } catch (Exception e) {
                    return e;
                }
            });
            thread = new Thread(task);
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        Throwable get() throws Exception {
            return task.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void removesEnginesThatNobodyUsedForAWeek() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
        Path old = Files.createDirectories(agent.root.resolve("image-policy/" + "0".repeat(64)));
        Files.writeString(old.resolve("image-policy.jar"), "old");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Path recent = Files.createDirectories(agent.root.resolve("image-policy/" + "1".repeat(64)));
        agent.run(engine, "x");
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }
}
