package io.jenkins.plugins.imagepolicy.engine.language.cue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Warm evaluation of policies like the published ones (target: a median of at most 100 µs) and of lists of 1,000 to 50,000
 * elements (target: linear, so the time an element stays the same).
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CueBenchmark {
    private static final CueLimits LIMITS = new CueLimits(500, 10_000_000, Duration.ofMinutes(1));

    /** A pod security policy with definitions, defaults and comprehensions, and a pod of two containers. */
    @State(Scope.Benchmark)
    public static class Pod {
        private CuePolicy policy;
        private CueInput input;

        @Setup
        public void compile() throws CueException {
            policy = CueCompiler.compile("pod.cue", """
                    import "list"
                    #Context: {
                      capabilities: {drop: [...string] | *[], add?: [..."NET_BIND_SERVICE"]}
                      ...
                    }
                    spec: containers: [...{
                      securityContext: #Context
                      if !list.Contains(securityContext.capabilities.drop, "ALL") {name: "does not drop ALL"}
                    }]
                    """, CueOptions.defaults());
            input = CueInput.ofJson("{\"spec\":{\"containers\":["
                    + "{\"name\":\"a\",\"securityContext\":{\"capabilities\":{\"drop\":[\"ALL\"]}}},"
                    + "{\"name\":\"b\",\"securityContext\":{\"capabilities\":{\"drop\":[\"ALL\"]}}}]}}");
        }
    }

    /** A bill of materials. */
    @State(Scope.Benchmark)
    public static class Components {
        @Param({"1000", "10000", "50000"})
        public int size;

        private CuePolicy policy;
        private CueInput input;

        @Setup
        public void compile() throws CueException {
            policy = CueCompiler.compile("sbom.cue", """
                    import "list"
                    predicate: components: [...{
                      name: name
                      if list.Contains(["log4j-core"], name) {err: "found \\(name)", name: err}
                    }]
                    """, CueOptions.defaults());
            StringBuilder json = new StringBuilder("{\"predicate\":{\"components\":[");
            for (int i = 0; i < size; i++) {
                json.append(i == 0 ? "" : ",").append("{\"name\":\"c").append(i).append("\",\"version\":\"1\"}");
            }
            input = CueInput.ofJson(json.append("]}}").toString());
        }
    }

    @Benchmark
    public boolean pod(Pod pod) {
        return pod.policy.validate(pod.input, LIMITS).isCompliant();
    }

    @Benchmark
    public boolean components(Components components) {
        return components.policy.validate(components.input, LIMITS).isCompliant();
    }

    /** Prints the exponent e of time ~ elements^e between 1,000 and 50,000 elements, where 1 is linear. */
    public static void main(String[] args) throws CueException {
        System.out.printf(
                "exponent of growth, 1,000 to 50,000 elements: %.3f%n",
                Math.log(best(50_000) / best(1_000)) / Math.log(50));
    }

    /** Best processor time of several evaluations, in nanoseconds: a busy machine does not change it. */
    private static double best(int size) throws CueException {
        Components components = new Components();
        components.size = size;
        components.compile();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < Math.max(60, 400_000 / size); i++) {
            long start = threads.getCurrentThreadCpuTime();
            components.policy.validate(components.input, LIMITS);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
