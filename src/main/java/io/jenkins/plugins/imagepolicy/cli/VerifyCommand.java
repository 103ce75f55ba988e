package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.engine.Gate;
import io.jenkins.plugins.imagepolicy.engine.GateRequest;
import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.report.ExplainReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.ReportFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The gate on the command line. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Judges images, rendered manifests and layouts by policies.")
final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--policy",
            paramLabel = "PATH",
            required = true,
            description = "policies: file, directory or pattern")
    private List<String> policies = new ArrayList<>();

    @Mixin
    private SecretFiles secrets;

    @Option(names = "--image", paramLabel = "REF", description = "image by tag or digest")
    private List<String> images = new ArrayList<>();

    @Option(names = "--images", paramLabel = "FILE", description = "Jib's metadata, or one reference a line")
    private List<String> imageFiles = new ArrayList<>();

    @Option(names = "--manifest", paramLabel = "PATH", description = "rendered Kubernetes YAML")
    private List<String> manifests = new ArrayList<>();

    @Option(names = "--layout", paramLabel = "PATH", description = "OCI layout or docker archive")
    private List<String> layouts = new ArrayList<>();

    @Option(names = "--namespace", paramLabel = "NS", description = "of manifests that name none", defaultValue = "")
    private String namespace;

    @Option(
            names = "--trust-root",
            paramLabel = "FILE",
            description = "trusted_root.json; default: public good",
            defaultValue = "")
    private String trustRoot;

    @Option(names = "--offline", description = "connect to the images' registries only")
    private boolean offline;

    @Option(names = "--registry-config", paramLabel = "FILE", description = "docker's config.json", defaultValue = "")
    private String registryConfig;

    @Option(
            names = "--insecure-registry",
            paramLabel = "HOST",
            description = "plain HTTP or unverified TLS for this host")
    private List<String> insecureRegistries = new ArrayList<>();

    @Option(
            names = "--ca-cert",
            paramLabel = "FILE",
            description = "certificate authority trusted beside the platform's")
    private List<String> caCertificates = new ArrayList<>();

    @Option(
            names = "--no-match",
            paramLabel = "deny|warn|allow",
            description = "an image that no policy matches; default: deny",
            defaultValue = "deny")
    private String noMatch;

    @Option(names = "--waivers", paramLabel = "FILE", description = "waived findings", defaultValue = "")
    private String waivers;

    @Option(
            names = "--baseline",
            paramLabel = "REPORT.json",
            description = "earlier report to compare with",
            defaultValue = "")
    private String baseline;

    @Option(names = "--only-new", description = "fail on findings that the baseline has not")
    private boolean onlyNew;

    @Option(names = "--at", paramLabel = "INSTANT", description = "the time that policies see", defaultValue = "")
    private String at;

    @Option(names = "--jobs", paramLabel = "N", description = "images judged at once; default: 16", defaultValue = "0")
    private int jobs;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "of the whole run: 90s, 15m; default: 15m",
            defaultValue = "15m")
    private String timeout;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "further setting: proxy, cache-dir, mirror.HOST, each-platform=true")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description = "text, json, sarif, junit, html, markdown or vsa")
    private List<String> reports = new ArrayList<>();

    @Option(
            names = "--explain",
            paramLabel = "REF",
            description = "tell the whole story of one image",
            defaultValue = "")
    private String explain;

    @Override
    public Integer call() throws UsageException, InterruptedException {
        ReportOutput output = new ReportOutput(reports);
        GateReport report;
        try (ProgressLine progress = new ProgressLine(System.err, Terminal.isInteractive())) {
            report = new Gate(progress).run(request());
        }
        System.out.print(ReportFormat.TEXT.render(report, Terminal.options()));
        if (!explain.isEmpty()) {
            System.out.println();
            System.out.print(ExplainReport.render(report, explain, loaded(), Terminal.options()));
        }
        output.write(report);
        return ExitCode.of(report);
    }

    /** Loaded once more, as the report names only the policies that matched. */
    private List<Policy> loaded() throws UsageException {
        Map<String, String> texts = secrets.texts();
        return PolicyCheck.check(
                        Path.of("").toAbsolutePath().toString(), SecretFiles.with(policies, texts), texts, true)
                .policies();
    }

    private GateRequest request() throws UsageException {
        Map<String, String> texts = secrets.texts();
        return GateRequest.builder()
                .directory(Path.of("").toAbsolutePath().toString())
                .policies(SecretFiles.with(policies, texts))
                .files(texts)
                .images(images)
                .imageFiles(imageFiles)
                .manifests(manifests)
                .layouts(layouts)
                .namespace(namespace)
                .registryConfig(registryConfig)
                .insecureRegistries(insecureRegistries)
                .caCertificates(caCertificates)
                .trustRoot(trustRoot)
                .waivers(waivers)
                .baseline(baseline)
                .onlyNew(onlyNew)
                .noMatch(noMatch)
                .offline(offline)
                .at(at)
                .jobs(jobs)
                .timeoutSeconds(seconds(timeout))
                .options(options)
                .build();
    }

    /** Reads {@code 90s}, {@code 15m}, {@code 1h30m} or ISO 8601's {@code PT15M}. */
    static int seconds(String duration) throws UsageException {
        String text = duration.toUpperCase(Locale.ROOT);
        try {
            long seconds =
                    Duration.parse(text.startsWith("P") ? text : "PT" + text).toSeconds();
            if (seconds < 1 || seconds > Duration.ofDays(1).toSeconds()) {
                throw new UsageException("--timeout takes 1s to 24h, not " + duration);
            }
            return (int) seconds;
        } catch (DateTimeParseException e) {
            throw new UsageException("'" + duration + "' is no duration; write 90s or 15m", e);
        }
    }
}
