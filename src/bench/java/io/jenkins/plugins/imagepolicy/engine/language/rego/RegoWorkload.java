package io.jenkins.plugins.imagepolicy.engine.language.rego;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Policies and inputs that the benchmark measures. */
final class RegoWorkload {
    static final String SMALL_POLICY = """
            package sigstore

            default isCompliant = false

            isCompliant {
              input.predicateType == "https://cosign.sigstore.dev/attestation/vuln/v1"
              input.predicate.scanner.uri == "pkg:github/aquasecurity/trivy@0.50"
              count(input.predicate.scanner.result.Results) < 3
              startswith(input.predicate.metadata.scanFinishedOn, "2026-")
            }
            """;

    static final String SMALL_INPUT = """
            {"predicateType": "https://cosign.sigstore.dev/attestation/vuln/v1",
             "predicate": {"scanner": {"uri": "pkg:github/aquasecurity/trivy@0.50", "result": {"Results": [1, 2]}},
                           "metadata": {"scanFinishedOn": "2026-10-01T00:00:00Z"}}}
            """;

    static final String CRITICAL_POLICY = """
            package sigstore

            isCompliant[response] {
              critical := {v.VulnerabilityID |
                v := input.predicate.scanner.result.Results[_].Vulnerabilities[_]
                v.Severity == "CRITICAL"
                not ignored(v.VulnerabilityID)
              }
              response := {
                "result": count(critical) == 0,
                "error": sprintf("%d critical findings", [count(critical)]),
              }
            }

            ignored(id) { id == "CVE-2020-0001" }
            """;

    private RegoWorkload() {}

    /** A vulnerability attestation as scanners write it, every fiftieth finding critical. */
    static String attestation(int findings) {
        StringBuilder out = new StringBuilder(findings * 220);
        out.append("{\"predicate\":{\"scanner\":{\"result\":{\"Results\":[{\"Target\":\"app\",\"Vulnerabilities\":[");
        for (int i = 0; i < findings; i++) {
            String severity = i % 50 == 0 ? "CRITICAL" : i % 3 == 0 ? "HIGH" : "LOW";
            out.append(i == 0 ? "" : ",")
                    .append("{\"VulnerabilityID\":\"CVE-2026-")
                    .append(i)
                    .append("\",\"PkgName\":\"pkg")
                    .append(i % 300)
                    .append("\",\"InstalledVersion\":\"1.2.")
                    .append(i % 50)
                    .append("\",\"FixedVersion\":\"1.3.0\",\"Severity\":\"")
                    .append(severity)
                    .append("\",\"Title\":\"Finding number ")
                    .append(i)
                    .append("\",\"References\":[\"https://advisories.example/")
                    .append(i)
                    .append("\"]}");
        }
        return out.append("]}]}}}}").toString();
    }

    /**
     * The exponents e of time ~ findings^e between 1,000 and 50,000 findings, where 1 is linear: of the policy over an
     * attestation as the gate gets it, and of the evaluation of an input that was read before.
     */
    static String growth() throws RegoException {
        return "exponent of growth, 1,000 to 50,000 findings: %.3f from the attestation's JSON, %.3f of an input already read"
                .formatted(exponent(true), exponent(false));
    }

    private static double exponent(boolean fromJson) throws RegoException {
        return Math.log(best(50_000, fromJson) / best(1_000, fromJson)) / Math.log(50);
    }

    /** Best processor time of several evaluations, in nanoseconds: a busy machine does not change it. */
    private static double best(int findings, boolean fromJson) throws RegoException {
        RegoPolicy policy = RegoCompiler.compile("critical.rego", CRITICAL_POLICY, RegoOptions.V0);
        byte[] json = attestation(findings).getBytes(StandardCharsets.UTF_8);
        RegoInput read = RegoInput.ofJson(json);
        RegoEnvironment env = RegoEnvironment.at(Instant.EPOCH);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 60; i++) {
            long start = threads.getCurrentThreadCpuTime();
            RegoCompliance.evaluate(policy, fromJson ? RegoInput.ofJson(json) : read, env);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
