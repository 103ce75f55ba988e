package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * What the gate found: version 1 of the report.
 *
 * @param started ISO 8601 instant
 * @param seconds wall time
 * @param baseline comparison with an earlier report; null when none was asked for
 */
public record GateReport(
        int version,
        Verdict verdict,
        Tool tool,
        String started,
        double seconds,
        Counts counts,
        List<ImageReport> images,
        List<Diagnostic> diagnostics,
        @JsonInclude(JsonInclude.Include.NON_NULL) Baseline baseline) {
    public static final int VERSION = 1;

    public GateReport(
            int version,
            Verdict verdict,
            Tool tool,
            String started,
            double seconds,
            Counts counts,
            List<ImageReport> images,
            List<Diagnostic> diagnostics) {
        this(version, verdict, tool, started, seconds, counts, images, diagnostics, null);
    }

    public GateReport {
        images = List.copyOf(images);
        diagnostics = List.copyOf(diagnostics);
    }

    /** The same run with other results; the counts follow from the images. */
    public GateReport with(Verdict changed, List<ImageReport> judged, List<Diagnostic> found, Baseline compared) {
        return new GateReport(version, changed, tool, started, seconds, Counts.of(judged), judged, found, compared);
    }

    /**
     * How the findings differ from those of an earlier report.
     *
     * @param file the earlier report as the user named it
     * @param onlyNew whether known violations only warn
     * @param fresh findings that the earlier report does not have
     * @param fixed findings that only the earlier report has
     * @param remaining findings that both have
     */
    public record Baseline(String file, boolean onlyNew, List<Known> fresh, List<Known> fixed, List<Known> remaining) {
        public Baseline {
            fresh = List.copyOf(fresh);
            fixed = List.copyOf(fixed);
            remaining = List.copyOf(remaining);
        }
    }

    /**
     * A finding as a comparison names it.
     *
     * @param fingerprint lower-case hexadecimal; the same in every run that finds the same
     */
    public record Known(String image, String policy, ReasonCode code, String message, String fingerprint) {}

    public record Tool(String name, String version) {}

    public record Counts(int images, int pass, int fail, int warn, int error, int waived, int unmatched) {
        public static Counts of(List<ImageReport> images) {
            return new Counts(
                    images.size(),
                    count(images, Verdict.PASS),
                    count(images, Verdict.FAIL),
                    count(images, Verdict.WARN),
                    count(images, Verdict.ERROR),
                    count(images, Verdict.WAIVED),
                    count(images, Verdict.UNMATCHED));
        }

        private static int count(List<ImageReport> images, Verdict verdict) {
            return (int) images.stream().filter(i -> i.verdict() == verdict).count();
        }
    }

    /**
     * One image.
     *
     * @param image as written
     * @param resolved {@code registry/repository@sha256:…}; empty when it could not be resolved
     * @param policies every policy that matched; what concerns no policy (a registry fault, no policy matched) stands here as
     *     an entry of kind {@link #GATE}
     */
    public record ImageReport(
            String image,
            String resolved,
            String digest,
            List<String> platforms,
            List<Use> uses,
            Verdict verdict,
            List<PolicyResult> policies) {
        /** Kind of the entries that speak for the gate itself. */
        public static final String GATE = "Gate";

        public ImageReport {
            platforms = List.copyOf(platforms);
            uses = List.copyOf(uses);
            policies = List.copyOf(policies);
        }

        ImageReport with(Verdict changed, List<PolicyResult> results) {
            return new ImageReport(image, resolved, digest, platforms, uses, changed, results);
        }
    }

    /** Where an image was named: {@code kind} is image, manifest or layout; the rest is there for manifests. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Use(String kind, String file, int line, String path, String workload) {
        // Written out because each run asks for it, as in Digest.
        @Override
        public int hashCode() {
            return Objects.hash(file, line, path);
        }
    }
}
