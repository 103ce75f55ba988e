package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final Origin HERE = Origin.of(URI.create("https://registry.example/v2/"));
    private static final Origin THERE = Origin.of(URI.create("https://other.example/v2/"));

    private final AtomicLong clock = new AtomicLong();
    private final Outages outages = new Outages(clock::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            outages.unanswered(HERE);
        }
    }

    @Test
    void oneOrTwoFailuresMayBeChance() {
        fail(2);
        assertThat(outages.isSilent(HERE)).isFalse();
    }

    @Test
    void threeInARowAreAnOutageOfThatOriginAlone() {
        fail(3);
        assertThat(outages.isSilent(HERE)).isTrue();
        assertThat(outages.isSilent(THERE)).isFalse();
    }

    @Test
    void anAnswerBetweenThemEndsTheCount() {
        fail(2);
        outages.answered(HERE);
        fail(2);
        assertThat(outages.isSilent(HERE)).isFalse();
    }

    @Test
    void afterAWhileItIsTriedAgain() {
        fail(3);
        clock.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(outages.isSilent(HERE)).isTrue();
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(outages.isSilent(HERE)).isFalse();
    }
}
