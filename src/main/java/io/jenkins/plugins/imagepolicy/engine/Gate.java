package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import io.jenkins.plugins.imagepolicy.engine.report.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether images satisfy policies: one request in, one report out. Whatever goes wrong stands in the report as an error
 * and keeps the verdict from passing.
 */
public final class Gate {
    private final GateProgress progress;

    public Gate(GateProgress progress) {
        this.progress = progress;
    }

    /**
     * Runs the gate.
     *
     * @throws InterruptedException when the calling thread is interrupted; connections are closed then
     */
    public GateReport run(GateRequest request) throws InterruptedException {
        long begun = System.nanoTime();
        Instant started = Instant.now();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<ImageReport> images = List.of();
        Optional<NoMatch> noMatch = NoMatch.parse(request.noMatch());
        if (noMatch.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    ReasonCode.INPUT_INVALID,
                    "",
                    "'" + request.noMatch() + "' is no answer to an image that no policy matches",
                    "Give deny, warn or allow"));
        }
        Instant now = instant(request.at(), started, diagnostics);
        PolicySet policies = PolicyLoading.load(request, now);
        diagnostics.addAll(policies.diagnostics());
        Targets targets = new Targets(WorkspaceFiles.of(request), policies.policies());
        targets.gather(request);
        diagnostics.addAll(targets.diagnostics());
        if (targets.all().isEmpty() && diagnostics.stream().noneMatch(Diagnostic::isError)) {
            diagnostics.add(nothingToJudge(request));
        }
        if (noMatch.isPresent() && diagnostics.stream().noneMatch(Diagnostic::isError)) {
            images = judge(request, noMatch.get(), now, policies, targets.all(), diagnostics);
        }
        GateReport report = new GateReport(
                GateReport.VERSION,
                Verdicts.of(images, diagnostics),
                new GateReport.Tool("image-policy", ToolVersion.current()),
                started.toString(),
                Math.round((System.nanoTime() - begun) / 1e6) / 1e3,
                GateReport.Counts.of(images),
                images,
                diagnostics);
        return new Adoption(request).apply(report, now);
    }

    private List<ImageReport> judge(
            GateRequest request,
            NoMatch noMatch,
            Instant now,
            PolicySet policies,
            List<Target> targets,
            List<Diagnostic> diagnostics)
            throws InterruptedException {
        progress.report(counted(policies.policies().size(), "policy", "policies") + ", "
                + counted(targets.size(), "image", "images"));
        try (GateServices services = GateServices.of(request, diagnostics)) {
            Judging judging = new Judging(
                    now,
                    request.offline(),
                    request.namespace(),
                    services.registries(),
                    services.signatures(),
                    services.defaultTrust());
            PlatformJudge judge = new PlatformJudge(
                    new ImageJudge(policies.policies(), noMatch, judging), PlatformJudge.isAsked(request));
            Duration timeout = Duration.ofSeconds(request.timeoutSeconds() == 0 ? 900 : request.timeoutSeconds());
            return new FleetRun(services, judge, request.jobs(), timeout, progress).run(targets);
        } catch (InputException e) {
            diagnostics.add(e.diagnostic(ReasonCode.INPUT_INVALID));
            return List.of();
        }
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static Instant instant(String at, Instant now, List<Diagnostic> diagnostics) {
        if (at.isEmpty()) {
            return now;
        }
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            diagnostics.add(Diagnostic.error(
                    ReasonCode.INPUT_INVALID, "", "'" + at + "' is no instant", "Write it as in 2026-01-31T00:00:00Z"));
            return now;
        }
    }

    private static Diagnostic nothingToJudge(GateRequest request) {
        return request.manifests().isEmpty()
                ? Diagnostic.error(
                        ReasonCode.INPUT_INVALID,
                        "",
                        "There is no image to judge",
                        "Name images, image files, manifests or layouts")
                : Diagnostic.error(
                        ReasonCode.INPUT_INVALID,
                        "",
                        "The manifests name no image, so there is nothing to judge",
                        "Check that the manifests are rendered and hold workloads");
    }
}
