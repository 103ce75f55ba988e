package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs {@link FaultTable} in a process whose heap is 64 MiB, so that needing more fails too. */
class FaultTableTest {
    @TestFactory
    Stream<DynamicTest> eachFaultHasItsReasonInTimeAndMemory() throws Exception {
        List<String> lines = run();
        List<String> rows =
                lines.stream().filter(line -> line.split("\\|").length >= 5).toList();
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "at least 40 rows",
                        () -> assertThat(rows).as(String.join("\n", lines)).hasSizeGreaterThanOrEqualTo(100))),
                rows.stream()
                        .map(row -> row.split("\\|"))
                        .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                            assertThat(row[2]).as(String.join(" ", row)).isEqualTo(row[1]);
                            assertThat(Long.parseLong(row[3]))
                                    .as("milliseconds")
                                    .isLessThanOrEqualTo(Long.parseLong(row[4]));
                        })));
    }

    private static List<String> run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultTable.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        }
        process.waitFor();
        return lines;
    }
}
