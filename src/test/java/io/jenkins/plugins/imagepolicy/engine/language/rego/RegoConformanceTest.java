package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.imagepolicy.SharedCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OPA's own conformance cases, where they lie beside the project, and those of any other folder that the system
 * property {@code rego.conformance.v0} or {@code rego.conformance.v1} names. Prints a table per category.
 */
class RegoConformanceTest {

    /** Cases that differ on purpose, and why. */
    private static final Map<String, String> DELIBERATE = Map.of(
            "defaultkeyword/function with ground arg",
            "current OPA refuses default functions with constant arguments, and so does the engine",
            "defaultkeyword/function with ground arg, ref head",
            "current OPA refuses default functions with constant arguments, and so does the engine",
            "jwtencodesign/https://tools.ietf.org/html/rfc7515#appendix-A.1",
            "the older suite wants spaces in the JSON of a token; the engine writes it as current OPA does",
            "jwtencodesign/Empty JSON payload",
            "the older suite wants spaces in the JSON of a token; the engine writes it as current OPA does",
            "jwtencodesign/https://tools.ietf.org/html/rfc7515#appendix-A.2",
            "the older suite wants spaces in the JSON of a token; the engine writes it as current OPA does");

    @ParameterizedTest
    @ValueSource(strings = {"v0", "v1"})
    void agreesWithOpa(String version) throws IOException {
        run(SharedCases.folder("rego").resolve("opa-" + version), version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0", "v1"})
    void agreesWithOpaInAFurtherFolder(String version) throws IOException {
        String folder = System.getProperty("rego.conformance." + version, "");
        assumeTrue(!folder.isEmpty(), "skipped: rego.conformance." + version + " names no folder");
        run(Path.of(folder), version);
    }

    private static void run(Path folder, String version) throws IOException {
        assertThat(folder).isDirectory();
        Map<String, int[]> table = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (ConformanceCase c : ConformanceCase.load(folder, version.equals("v1"))) {
            ConformanceCase.Outcome outcome = c.run();
            table.computeIfAbsent(c.category(), k -> new int[3])[
                    outcome.verdict().ordinal()]++;
            if (outcome.verdict() == ConformanceCase.Verdict.FAIL) {
                String reason = DELIBERATE.get(c.note());
                failures.add(c.note() + ": "
                        + (reason != null && version.equals("v0") ? "on purpose: " + reason : outcome.detail()));
            }
        }
        int[] sum = print(folder.getFileName() + " " + version, table);
        failures.forEach(f -> System.out.println("  " + f));
        assertThat((double) sum[0] / (sum[0] + sum[1])).as(folder.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(failures).as("unexplained").allMatch(f -> f.contains(": on purpose: "));
    }

    private static int[] print(String suite, Map<String, int[]> table) {
        int[] sum = new int[3];
        System.out.printf("%-36s %6s %6s %8s%n", suite, "pass", "fail", "refused");
        table.forEach((category, n) -> {
            System.out.printf("%-36s %6d %6d %8d%n", category, n[0], n[1], n[2]);
            for (int i = 0; i < 3; i++) {
                sum[i] += n[i];
            }
        });
        System.out.printf(
                "%-36s %6d %6d %8d  %.2f %%%n", "total", sum[0], sum[1], sum[2], 100.0 * sum[0] / (sum[0] + sum[1]));
        return sum;
    }
}
