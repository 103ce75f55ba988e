package io.jenkins.plugins.imagepolicy.engine.language.rego;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The small {@code isCompliant} policy warm and with its compilation, and the critical-finding policy over vulnerability
 * attestations of growing size. The last trial prints how the time grows; where an {@code opa} binary is on the path,
 * {@link #main} prints its figures for the same work.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RegoBenchmark {
    private final RegoEnvironment env = RegoEnvironment.at(Instant.parse("2026-11-21T00:00:00Z"));
    private RegoPolicy small;
    private RegoInput smallInput;

    @Setup
    public void prepare() throws RegoException {
        small = RegoCompiler.compile("small.rego", RegoWorkload.SMALL_POLICY, RegoOptions.V0);
        smallInput = RegoInput.ofJson(RegoWorkload.SMALL_INPUT);
    }

    @Benchmark
    public Compliance smallCompiledOnce() {
        return RegoCompliance.evaluate(small, smallInput, env);
    }

    @Benchmark
    public Compliance smallWithCompilation() throws RegoException {
        return RegoCompliance.evaluate(
                RegoCompiler.compile("small.rego", RegoWorkload.SMALL_POLICY, RegoOptions.V0), smallInput, env);
    }

    /** Attestations by number of findings. */
    @State(Scope.Benchmark)
    public static class Findings {
        @Param({"1000", "5000", "10000", "50000"})
        public int findings;

        private RegoPolicy policy;
        private byte[] json;
        private RegoInput input;

        @Setup(Level.Trial)
        public void prepare() throws RegoException {
            policy = RegoCompiler.compile("critical.rego", RegoWorkload.CRITICAL_POLICY, RegoOptions.V0);
            json = RegoWorkload.attestation(findings).getBytes(StandardCharsets.UTF_8);
            input = RegoInput.ofJson(json);
        }

        @TearDown(Level.Trial)
        public void report() throws RegoException {
            if (findings == 50_000) {
                System.out.printf("%n%s%n", RegoWorkload.growth());
            }
        }
    }

    @Benchmark
    public Compliance criticalFindings(Findings findings) {
        return RegoCompliance.evaluate(findings.policy, findings.input, env);
    }

    /** What the gate does for an image: reads the attestation and evaluates the policy. */
    @Benchmark
    public Compliance criticalFindingsFromJson(Findings findings) throws RegoException {
        return RegoCompliance.evaluate(findings.policy, RegoInput.ofJson(findings.json), env);
    }

    /** Prints the exponents of growth, and what {@code opa} needs for 5,000 findings where there is one. */
    public static void main(String[] args) throws RegoException, IOException, InterruptedException {
        System.out.println(RegoWorkload.growth());
        Path folder = Files.createTempDirectory("rego-bench");
        Path policy = Files.writeString(folder.resolve("critical.rego"), RegoWorkload.CRITICAL_POLICY);
        Path input = Files.writeString(folder.resolve("input.json"), RegoWorkload.attestation(5_000));
        try {
            new ProcessBuilder(
                            "opa",
                            "bench",
                            "--v0-compatible",
                            "-d",
                            policy.toString(),
                            "-i",
                            input.toString(),
                            "data.sigstore.isCompliant")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.out.println("no opa on the path: nothing to compare with");
        } finally {
            Files.deleteIfExists(policy);
            Files.deleteIfExists(input);
            Files.deleteIfExists(folder);
        }
    }
}
