package io.jenkins.plugins.imagepolicy.engine.language.cue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged policies and inputs; {@code -Dcue.mutations=N} makes it a long run. */
class CueMutationTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ":",
            ",",
            "\n",
            "?",
            "!",
            "#",
            "_",
            "...",
            "|",
            "&",
            "*",
            "\"",
            "\\(",
            "if ",
            "for x in ",
            "let y = ",
            "_|_",
            "1",
            "a",
            "x.y",
            "==",
            "<",
            "=~",
            "import \"strings\"\n",
            "\"\"\"\n",
            "'",
            "@",
            "1e9",
            "-",
            "\u0000",
            "\uD83D",
            "strings.",
            "close(",
            "or([",
            "len(");

    private static final CueLimits LIMITS = new CueLimits(200, 100_000, Duration.ofSeconds(2));

    @Test
    void neverThrowsAndNeverHangs() {
        int mutations = Integer.getInteger("cue.mutations", 3_000);
        long seed = Long.getLong("cue.seed", 20260101L);
        Random random = new Random(seed);
        List<Boundaries.Case> cases = Boundaries.all();
        int defects = 0;
        long slowest = 0;
        for (int i = 0; i < mutations; i++) {
            Boundaries.Case one = cases.get(random.nextInt(cases.size()));
            String policy = mutate(one.policy(), random);
            String input = random.nextInt(3) == 0 ? mutate(one.input(), random) : one.input();
            long start = System.nanoTime();
            if (isDefect(policy, input)) {
                defects++;
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        assertThat(defects).as("seed %d", seed).isZero();
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(20));
    }

    /** Whether an unexpected exception had to be turned into a refusal. */
    private static boolean isDefect(String policy, String input) {
        try {
            CuePolicy compiled = CueCompiler.compile("p.cue", policy, new CueOptions(LIMITS));
            CueVerdict verdict = compiled.validate(CueInput.ofJson(input), LIMITS);
            CueExplanation.of("p.cue", verdict);
            return verdict instanceof CueVerdict.Failed failed
                    && failed.cause().getMessage().contains("unexpectedly");
        } catch (CueException e) {
            if (e.getMessage().contains("unexpectedly")) {
                System.err.println(policy + "\n;;;\n" + input + "\n" + e.getSuppressed()[0]);
                return true;
            }
            return false;
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && out.length() > 0; i++) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(8)));
                default -> {
                    int to = Math.min(out.length(), at + random.nextInt(20));
                    out.insert(random.nextInt(out.length()), out.substring(at, to));
                }
            }
        }
        return out.toString();
    }
}
