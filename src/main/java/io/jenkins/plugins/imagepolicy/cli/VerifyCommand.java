package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The gate on the command line. */
final class VerifyCommand implements Command {
    private static final String DEFAULT_TIMEOUT = "15m";

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("verify", "Judges images, rendered manifests and layouts by policies.")
                .requiredValues("policy", "PATH", "policies: file, directory or pattern");
        return SecretFiles.syntax(syntax)
                .values("image", "REF", "image by tag or digest")
                .values("images", "FILE", "Jib's metadata, or one reference a line")
                .values("manifest", "PATH", "rendered Kubernetes YAML")
                .values("layout", "PATH", "OCI layout or docker archive")
                .value("namespace", "NS", "of manifests that name none")
                .value("trust-root", "FILE", "trusted_root.json; default: public good")
                .flag("offline", "connect to the images' registries only")
                .value("registry-config", "FILE", "docker's config.json")
                .values("insecure-registry", "HOST", "plain HTTP or unverified TLS for this host")
                .values("ca-cert", "FILE", "certificate authority trusted beside the platform's")
                .value("no-match", "deny|warn|allow", "an image that no policy matches; default: deny")
                .value("waivers", "FILE", "waived findings")
                .value("baseline", "REPORT.json", "earlier report to compare with")
                .flag("only-new", "fail on findings that the baseline has not")
                .value("at", "INSTANT", "the time that policies see")
                .value("jobs", "N", "images judged at once; default: 16")
                .value("timeout", "DURATION", "of the whole run: 90s, 15m; default: " + DEFAULT_TIMEOUT)
                .values("option", "NAME=VALUE", "further setting: proxy, cache-dir, mirror.HOST, each-platform=true")
                .values("report", "FORMAT=FILE", "text, json, sarif, junit, html, markdown or vsa")
                .value("explain", "REF", "tell the whole story of one image")
                .exitCode(ExitCode.PASSED, "passed, or only warnings")
                .exitCode(ExitCode.VIOLATED, "an image violates a policy")
                .exitCode(ExitCode.INVALID, "wrong usage or an invalid policy")
                .exitCode(ExitCode.UNDECIDED, "could not decide: registry, credentials or trust material");
    }

    @Override
    public int run(Arguments arguments) throws UsageException, InterruptedException {
        ReportOutput output = new ReportOutput(arguments.values("report"));
        Map<String, String> texts = SecretFiles.texts(arguments);
        List<String> policies = SecretFiles.with(arguments.values("policy"), texts);
        GateRequest request = request(arguments, policies, texts);
        GateReport report;
        try (ProgressLine progress = new ProgressLine(System.err, Terminal.isInteractive())) {
            report = new Gate(progress).run(request);
        }
        System.out.print(ReportFormat.TEXT.render(report, Terminal.options()));
        String explained = arguments.value("explain").orElse("");
        if (!explained.isEmpty()) {
            // Loaded once more, as the report names only the policies that matched.
            List<Policy> loaded = PolicyCheck.check(request.directory(), policies, texts, true)
                    .policies();
            System.out.println();
            System.out.print(ExplainReport.render(report, explained, loaded, Terminal.options()));
        }
        output.write(report);
        return ExitCode.of(report);
    }

    private static GateRequest request(Arguments arguments, List<String> policies, Map<String, String> texts)
            throws UsageException {
        return GateRequest.builder()
                .directory(Path.of("").toAbsolutePath().toString())
                .policies(policies)
                .files(texts)
                .images(arguments.values("image"))
                .imageFiles(arguments.values("images"))
                .manifests(arguments.values("manifest"))
                .layouts(arguments.values("layout"))
                .namespace(arguments.value("namespace").orElse(""))
                .registryConfig(arguments.value("registry-config").orElse(""))
                .insecureRegistries(arguments.values("insecure-registry"))
                .caCertificates(arguments.values("ca-cert"))
                .trustRoot(arguments.value("trust-root").orElse(""))
                .waivers(arguments.value("waivers").orElse(""))
                .baseline(arguments.value("baseline").orElse(""))
                .onlyNew(arguments.has("only-new"))
                .noMatch(arguments.value("no-match").orElse("deny"))
                .offline(arguments.has("offline"))
                .at(arguments.value("at").orElse(""))
                .jobs(arguments.number("jobs", 0))
                .timeoutSeconds(seconds(arguments.value("timeout").orElse(DEFAULT_TIMEOUT)))
                .options(arguments.pairs("option"))
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
