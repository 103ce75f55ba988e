package io.jenkins.plugins.imagepolicy.engine.language.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with a real CUE. {@code -Dcue.oracle=COMMAND} names a program that reads one {@code {"id","policy","input"}} a line
 * and prints one {@code {"id","compliant"}} a line, around whatever build of CUE is at hand; without it, a {@code cue} binary on
 * the path is called for each pair.
 */
class CueDifferentialTest {
    private static final List<String> COMMON_INPUTS = List.of(
            "{\"a\":1}",
            "{\"a\":\"x\",\"b\":2}",
            "{\"x\":{\"a\":1,\"b\":\"s\"}}",
            "{\"x\":{\"z\":1},\"s\":\"t\"}",
            "{\"a\":{\"x\":1},\"l\":[1,\"a\"]}",
            "{\"b\":null,\"n\":1.0}");

    private record Pair(String id, String policy, String input) {}

    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        List<String> policies = new ArrayList<>();
        for (Boundaries.Case each : Boundaries.all()) {
            pairs.add(new Pair("p" + pairs.size(), each.policy(), each.input()));
            if (!policies.contains(each.policy())) {
                policies.add(each.policy());
            }
        }
        for (String policy : policies) {
            COMMON_INPUTS.forEach(input -> pairs.add(new Pair("p" + pairs.size(), policy, input)));
        }
        return pairs;
    }

    @Test
    void acceptsNothingThatRealCueRefuses(@TempDir Path folder) throws Exception {
        List<Pair> pairs = pairs();
        assertThat(pairs).hasSizeGreaterThan(1_500);
        String command = System.getProperty("cue.oracle");
        Path binary = onPath();
        assumeTrue(
                command != null || binary != null,
                "skipped: neither -Dcue.oracle nor a cue binary on the path, nothing to compare with");
        Map<String, Boolean> real = command != null ? ask(command, pairs, folder) : vet(binary, pairs, folder);
        List<String> accepted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int compared = 0;
        for (Pair pair : pairs) {
            Boolean expected = real.get(pair.id());
            if (expected == null) {
                continue;
            }
            compared++;
            CueEval.Result result = CueEval.evaluate(pair.policy(), pair.input());
            if (result.compliant() && !expected) {
                accepted.add(pair.toString());
            } else if (!result.compliant() && expected && !result.error().contains("UNSUPPORTED")) {
                refused.add(pair + " -> " + result.error());
            }
        }
        assertThat(compared).isGreaterThan(1_500);
        assertThat(accepted).isEmpty();
        assertThat(refused).hasSizeLessThan(compared / 50);
    }

    private static Path onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "cue"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Boolean> ask(String command, List<Pair> pairs, Path folder) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Path requests = folder.resolve("requests");
        Path answers = folder.resolve("answers");
        List<String> lines = new ArrayList<>();
        for (Pair pair : pairs) {
            ObjectNode line = mapper.createObjectNode();
            line.put("id", pair.id());
            line.put("policy", pair.policy());
            String text = mapper.writeValueAsString(line);
            lines.add(text.substring(0, text.length() - 1) + ",\"input\":" + pair.input() + "}");
        }
        Files.write(requests, lines);
        run(new ProcessBuilder(command.split(" "))
                .redirectInput(requests.toFile())
                .redirectOutput(answers.toFile()));
        Map<String, Boolean> verdicts = new HashMap<>();
        for (String line : Files.readAllLines(answers)) {
            JsonNode answer = mapper.readTree(line);
            verdicts.put(answer.get("id").asText(), answer.get("compliant").asBoolean());
        }
        return verdicts;
    }

    private static Map<String, Boolean> vet(Path binary, List<Pair> pairs, Path folder) throws Exception {
        Map<String, Boolean> verdicts = new HashMap<>();
        Map<String, Boolean> alone = new HashMap<>();
        Path policy = folder.resolve("policy.cue");
        Path input = folder.resolve("input.json");
        for (Pair pair : pairs) {
            Files.writeString(policy, pair.policy());
            Files.writeString(input, pair.input());
            if (!alone.containsKey(pair.policy())) {
                alone.put(
                        pair.policy(),
                        run(new ProcessBuilder(binary.toString(), "vet", "-c=false", policy.toString())));
            }
            verdicts.put(
                    pair.id(),
                    alone.get(pair.policy())
                            && run(new ProcessBuilder(
                                    binary.toString(), "vet", "-c=false", policy.toString(), input.toString())));
        }
        return verdicts;
    }

    private static boolean run(ProcessBuilder builder) throws IOException, InterruptedException {
        if (builder.redirectOutput() == ProcessBuilder.Redirect.PIPE) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the oracle did not answer within two minutes");
        }
        return process.exitValue() == 0;
    }
}
