package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageResolver;
import io.jenkins.plugins.imagepolicy.engine.registry.Platform;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Resolution;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.Traffic;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Resolves and judges many images side by side, within one time limit. */
final class FleetRun {
    private static final int DEFAULT_JOBS = 16;
    private final GateServices services;
    private final PlatformJudge judge;
    private final int jobs;
    private final Duration timeout;
    private final GateProgress progress;
    private final AtomicInteger done = new AtomicInteger();

    FleetRun(GateServices services, PlatformJudge judge, int jobs, Duration timeout, GateProgress progress) {
        this.services = services;
        this.judge = judge;
        this.jobs = jobs <= 0 ? DEFAULT_JOBS : jobs;
        this.timeout = timeout;
        this.progress = progress;
    }

    /** One report for each target, in their order. */
    List<ImageReport> run(List<Target> targets) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(jobs, targets.size()), FleetRun::worker);
        try {
            List<Callable<ImageReport>> work = new ArrayList<>();
            targets.forEach(target -> work.add(() -> judgeOne(target, targets.size())));
            List<Future<ImageReport>> results = workers.invokeAll(work, timeout.toMillis(), TimeUnit.MILLISECONDS);
            List<ImageReport> reports = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                reports.add(outcome(targets.get(i), results.get(i)));
            }
            return reports;
        } finally {
            workers.shutdownNow();
            services.registries().close();
        }
    }

    private ImageReport outcome(Target target, Future<ImageReport> result) throws InterruptedException {
        try {
            return result.get();
        } catch (CancellationException e) {
            return ImageJudge.unresolved(
                    target,
                    new Reason(
                            ReasonCode.TIMEOUT,
                            "The image was not judged within " + timeout.toSeconds() + " s",
                            "",
                            "Allow more time, or find out why the registry is slow"));
        } catch (ExecutionException e) {
            Throwable defect = e.getCause();
            return ImageJudge.unresolved(
                    target,
                    new Reason(
                            ReasonCode.INTERNAL_ERROR,
                            "The image could not be judged: "
                                    + defect.getClass().getSimpleName()
                                    + (defect.getMessage() == null ? "" : ": " + defect.getMessage()),
                            "",
                            "This is a defect of the gate; please report it"));
        }
    }

    private ImageReport judgeOne(Target target, int all) {
        ImageReport report = judgeOne(target);
        progress.report(done.incrementAndGet() + "/" + all + " "
                + report.verdict().name().toLowerCase(Locale.ROOT) + " " + Printable.line(target.written())
                + traffic());
        return report;
    }

    /** Empty when no registry was asked, as with layouts. */
    private String traffic() {
        Traffic traffic = services.registries().traffic();
        return traffic.requests() == 0 ? "" : " (" + traffic + ")";
    }

    private ImageReport judgeOne(Target target) {
        if (target.reference().isEmpty()) {
            return ImageJudge.unresolved(
                    target,
                    new Reason(
                            ReasonCode.INPUT_INVALID,
                            "could not parse reference: " + target.written() + ": " + target.problem(),
                            "",
                            "Write a valid image reference"));
        }
        try {
            if (target.resolved().isPresent()) {
                return report(target, target.resolved().get());
            }
            Resolution resolution = ImageResolver.resolve(target.reference().get(), services.registries());
            if (resolution instanceof Resolution.NotFound missing) {
                return ImageJudge.unresolved(
                        target, new Reason(ReasonCode.TAG_NOT_FOUND, missing.message(), "", missing.remedy()));
            }
            return report(target, ((Resolution.Found) resolution).image());
        } catch (RegistryException e) {
            return ImageJudge.unresolved(target, new Reason(e.code(), e.getMessage(), "", e.remedy()));
        }
    }

    private ImageReport report(Target target, ResolvedImage image) throws RegistryException {
        List<PolicyResult> results = judge.judge(image, target.places());
        return new ImageReport(
                target.written(),
                image.canonical(),
                image.digest().toString(),
                platforms(image),
                target.places().stream().map(Target.Place::use).distinct().toList(),
                ImageJudge.worst(results),
                results);
    }

    /** Platforms that an index names; what is no platform (BuildKit's attestations) is left out. */
    private static List<String> platforms(ResolvedImage image) {
        return image.delivered().stream()
                .flatMap(manifest -> manifest.manifests().stream())
                .flatMap(child -> child.platform().stream())
                .filter(platform -> !platform.os().equals("unknown"))
                .map(Platform::toString)
                .distinct()
                .toList();
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "image-policy");
        thread.setDaemon(true);
        return thread;
    }
}
