package io.jenkins.plugins.imagepolicy.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An abort does not wait for a connection that moves nothing and hears no interruption. */
@Timeout(60)
class StuckConnectionTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final CountDownLatch isStuck = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private CarriedEngine engine;

    @TempDir
    Path folder;

    @BeforeEach
    void makeEngine() throws Exception {
        engine = EngineJars.engine(folder, "return \"report of \" + request;");
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void aCallThatIsNotAnswered() throws Exception {
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
            @Override
            protected void beforeCall() throws IOException {
                super.beforeCall();
                stick();
            }
        };
        abort(agent);
        released.countDown();
        assertThat(agent.run(engine, "two")).isEqualTo("report of two");
    }

    @Test
    void aTransferThatStoppedLeavesNothingOnceTheConnectionMoves() throws Exception {
        FakeAgent agent = new FakeAgent(folder.resolve("agent")) {
            @Override
            protected OutputStream sending(OutputStream file) {
                copies.incrementAndGet();
                return new FilterOutputStream(file) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, length);
                        stick();
                    }
                };
            }
        };
        abort(agent);
        released.countDown();
        assertThat(agent.run(engine, "two")).isEqualTo("report of two");
        try (Stream<Path> left = Files.list(agent.root.resolve("image-policy"))) {
            assertThat(left).as("the engine, and no half of one").hasSize(1);
        }
    }

    private void abort(FakeAgent agent) throws Exception {
        FutureTask<Throwable> step = new FutureTask<>(() -> {
            try {
                return new IllegalStateException(agent.run(engine, "one"));
            } catch (IOException | InterruptedException e) {
                return e;
            }
        });
        Thread thread = new Thread(step);
        thread.start();
        isStuck.await();
        thread.interrupt();
        assertThat(step.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)).isInstanceOf(InterruptedException.class);
    }

    /** Keeps the thread, which hears of no interruption until it is let go. */
    private void stick() {
        isStuck.countDown();
        boolean wasInterrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
