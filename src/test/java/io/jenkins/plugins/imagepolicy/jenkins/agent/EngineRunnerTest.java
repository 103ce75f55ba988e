package io.jenkins.plugins.imagepolicy.jenkins.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the engine runs where the workspace is. */
@Timeout(60)
class EngineRunnerTest {
    private static final String ECHO = "progress.accept(\"judging\"); return \"report of \" + request;";

    @TempDir
    Path folder;

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
        assertThat(new FakeAgent(folder.resolve("agent")).run(engine, "x")).isEqualTo("---own");
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
        FakeAgent agent = new FakeAgent(folder.resolve("agent"));
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
            assertThatThrownBy(() -> new FakeAgent(folder.resolve("agent")).run(engine, "x"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("The engine broke down: java.lang.");
        }
    }

    @Test
    void saysThatTheJarIsNoEngine() throws Exception {
        byte[] whole;
        try (InputStream jar = EngineJars.engine(folder, ECHO).open()) {
            whole = jar.readAllBytes();
        }
        for (byte[] content : List.of(new byte[0], "no jar".getBytes(UTF_8), Arrays.copyOf(whole, whole.length / 2))) {
            Path jar = Files.write(folder.resolve("damaged-" + content.length + ".jar"), content);
            assertThatThrownBy(() -> new FakeAgent(folder.resolve("agent")).run(CarriedEngine.of(jar), "x"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("The engine's jar holds no engine that this plugin knows")
                    .hasMessageEndingWith("install the plugin anew from its .hpi file");
        }
    }

    @Test
    void masksSecretsWhereverTheEngineLetsThemSlip() throws Exception {
        CarriedEngine engine = EngineJars.engine(
                folder, "progress.accept(\"token s3cret-token\"); return \"{\\\"m\\\":\\\"s3cret-token\\\"}\";");
        FakeAgent agent = new FakeAgent(folder.resolve("agent"), "s3cret-token");
        assertThat(agent.run(engine, "x")).isEqualTo("{\"m\":\"****\"}");
        CarriedEngine failing = EngineJars.engine(folder, "throw new IllegalStateException(\"refused s3cret-token\");");
        assertThatThrownBy(() -> agent.run(failing, "x")).hasMessageContaining("refused ****");
        assertThat(agent.log()).doesNotContain("s3cret-token").contains("token ****");
    }

    @Test
    void reportsALostConnection() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
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
        assertThat(new EngineRunner(engine, new FakeAgent.Log(log), new Redactor(List.of())).run(workspace, "x"))
                .isEqualTo("report of x");
    }

    @Test
    void prefersTheSeparatorOfTheAgent() throws Exception {
        CarriedEngine engine = EngineJars.engine(folder, ECHO);
        RunEngine call =
                new RunEngine("x", engine.sha256(), engine.size(), List.of("C:\\agent\\image-policy"), null, null);
        assertThat(call.toString()).doesNotContain("x\"");
        assertThat(call.folders()).containsExactly("C:\\agent\\image-policy");
    }
}
