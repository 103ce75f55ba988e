package io.jenkins.plugins.imagepolicy.engine.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Time to render a report with 1,000 findings in each format: cold is the first rendering of a fresh process, class loading
 * included; warm is the median after 20. Times are of the processor, so that other work on the machine does not count; the cold
 * wall time stands beside them. Run by {@code src/bench/reports}.
 */
public final class ReportBench {
    private static final int FINDINGS = 1000;
    private static final int COLD_RUNS = 5;
    private static final int WARM_RUNS = 40;

    private ReportBench() {}

    public static void main(String[] arguments) throws Exception {
        GateReport report = SampleReports.large(FINDINGS);
        if (arguments.length > 0) {
            ReportFormat format = ReportFormat.named(arguments[0]).orElseThrow();
            long begun = System.nanoTime();
            long processor = processor();
            format.render(report, RenderOptions.plain());
            System.out.println(processor() - processor + " " + (System.nanoTime() - begun));
            return;
        }
        System.out.println("| format | cold ms (median of " + COLD_RUNS + ") | worst | wall | warm ms | kB |");
        System.out.println("|---|---|---|---|---|---|");
        for (ReportFormat format : ReportFormat.values()) {
            long[] cold = new long[COLD_RUNS];
            long[] wall = new long[COLD_RUNS];
            for (int i = 0; i < COLD_RUNS; i++) {
                String[] times = fresh(format).split(" ");
                cold[i] = Long.parseLong(times[0]);
                wall[i] = Long.parseLong(times[1]);
            }
            Arrays.sort(cold);
            Arrays.sort(wall);
            long[] warm = new long[WARM_RUNS];
            int size = 0;
            for (int i = 0; i < WARM_RUNS; i++) {
                long begun = processor();
                size = format.render(report, RenderOptions.plain()).length();
                warm[i] = processor() - begun;
            }
            long[] settled = Arrays.copyOfRange(warm, WARM_RUNS / 2, WARM_RUNS);
            Arrays.sort(settled);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %.1f | %d |%n",
                    format.label(),
                    cold[COLD_RUNS / 2] / 1e6,
                    cold[COLD_RUNS - 1] / 1e6,
                    wall[COLD_RUNS / 2] / 1e6,
                    settled[settled.length / 2] / 1e6,
                    size / 1000);
        }
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String fresh(ReportFormat format) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReportBench.class.getName(),
                        format.label())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.strip();
    }
}
