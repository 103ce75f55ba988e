package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of policies and inputs: whatever comes out, it is a verdict within its bound, and no acceptance
 * comes out of an evaluation that failed. {@code -Drego.mutations=100000} runs them all.
 */
class RegoMutationTest {
    private static final int MUTATIONS = Integer.getInteger("rego.mutations", 1_000);
    private static final Duration BOUND = Duration.ofMillis(500);
    /** A stalled machine must not look like a hang. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final List<String> WORDS = List.of(
            "not ",
            "some x; ",
            "input",
            "data",
            "[_]",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "|",
            ":=",
            "==",
            "=",
            "else",
            "with ",
            "input as {} ",
            "every x in ",
            "import rego.v1\n",
            "count(",
            "walk(input, [p, v])",
            "\"",
            "`",
            "\\",
            "0",
            "1e400",
            "-",
            "set()",
            "{x | x = input[_]}",
            ";",
            "\n",
            ".",
            ",",
            "isCompliant",
            "default ",
            "true",
            "false",
            "null",
            "sprintf(\"%d\", [1])",
            "numbers.range(1, 1000000000)",
            "regex.match(\"(a*)*b\", \"aaaa\")",
            "$\"{input}\"");

    private record Sample(String policy, String input) {}

    @Test
    void everyMutationGetsAVerdict() throws IOException {
        List<Sample> samples = samples();
        Random random = new Random(20261121);
        int accepted = 0;
        int failed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            String policy = random.nextInt(4) > 0 ? mutate(sample.policy, random, WORDS) : sample.policy;
            String input = random.nextInt(3) == 0
                    ? mutate(
                            sample.input,
                            random,
                            List.of(
                                    "{",
                                    "}",
                                    "[",
                                    "]",
                                    "1e999999999",
                                    "\"",
                                    ",",
                                    ":",
                                    "null",
                                    "true",
                                    "-1",
                                    "\"a\":",
                                    "\ud800",
                                    "0.1"))
                    : sample.input;
            long start = System.nanoTime();
            Compliance got;
            try {
                got = RegoEval.evaluate(
                        "sigstore.rego",
                        policy,
                        input,
                        RegoEnvironment.at(Instant.parse("2026-11-21T00:00:00Z"))
                                .withWallTime(BOUND));
                got.explanation().text();
            } catch (Throwable t) {
                fail("mutation " + i + " threw " + t + "\n" + policy + "\n" + input, t);
                return;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took)
                    .as("mutation %d\n%s", i, policy)
                    .isLessThan(BOUND.multipliedBy(2).plus(GRACE));
            assertThat(got.verdict() == Compliance.Verdict.COMPLIANT).isEqualTo(got.compliant());
            assertThat(got.fault().isPresent())
                    .as("mutation %d: %s", i, got)
                    .isEqualTo(got.verdict() != Compliance.Verdict.COMPLIANT
                            && got.verdict() != Compliance.Verdict.NOT_COMPLIANT);
            got.fault().ifPresent(f -> assertThat(f.code()).as(policy).isNotEqualTo("eval_internal_error"));
            accepted += got.compliant() ? 1 : 0;
            failed += got.fault().isPresent() ? 1 : 0;
        }
        System.out.printf("%d mutations: %d accepted, %d failed to evaluate%n", MUTATIONS, accepted, failed);
        assertThat(accepted).isPositive();
        assertThat(failed).isPositive();
    }

    private static String mutate(String text, Random random, List<String> words) {
        StringBuilder out = new StringBuilder(text);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(out.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> out.insert(at, words.get(random.nextInt(words.size())));
                case 1 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(8)));
                case 2 -> {
                    int from = random.nextInt(out.length() + 1);
                    out.insert(at, out.substring(from, Math.min(out.length(), from + 1 + random.nextInt(30))));
                }
                case 3 -> {
                    if (at < out.length()) {
                        out.setCharAt(at, (char) (32 + random.nextInt(95)));
                    }
                }
                default -> {
                    int line = out.indexOf("\n", at);
                    int next = line < 0 ? -1 : out.indexOf("\n", line + 1);
                    if (next > 0) {
                        out.delete(line, next);
                    }
                }
            }
        }
        return out.toString();
    }

    private static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream own = RegoMutationTest.class.getResourceAsStream("verdicts.json")) {
            for (JsonNode row : mapper.readTree(own)) {
                samples.add(
                        new Sample(row.get("policy").asText(), row.get("input").toString()));
            }
        }
        Path cases = Path.of("../shared/cases/rego");
        if (Files.isDirectory(cases)) {
            for (JsonNode row :
                    mapper.readTree(cases.resolve("is-compliant.json").toFile())) {
                samples.add(
                        new Sample(row.get("policy").asText(), row.get("input").toString()));
            }
            for (JsonNode row :
                    mapper.readTree(cases.resolve("corpus-table.json").toFile())) {
                String policy = Files.readString(
                        cases.resolve("corpus").resolve(row.get("policyFile").asText()), StandardCharsets.UTF_8);
                samples.add(new Sample(policy, row.get("input").toString()));
            }
        }
        return samples;
    }
}
