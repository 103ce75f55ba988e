package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.JobImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.JobImagePolicyActionFactory;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReportReader;
import io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plugin's pages and parts of pages, of a job with a history of good and bad builds, in one language. */
final class SamplePages {
    /** The name of an image that tries to be markup. */
    static final String HOSTILE = "<script>alert(1)</script>/\"onload=x:1";

    private final Path folder;
    private final Locale language;

    SamplePages(Path folder, Locale language) {
        this.folder = folder;
        this.language = language;
    }

    /** Every page and every part that Jenkins includes in pages of its own. */
    Map<String, String> all() throws Exception {
        Fakes.FakeJob job = new Fakes.FakeJob(Files.createTempDirectory(folder, "job"));
        ImagePolicyAction action = null;
        for (int build = 0; build < 12; build++) {
            Fakes.FakeRun run = job.build();
            action = publish(run, "images", images(build));
        }
        Fakes.FakeRun run = job.getLastBuild();
        action = publish(
                run,
                "rendered manifests",
                new Reports()
                        .image("cgr.dev/chainguard/crossplane@sha256:" + "b".repeat(64), "pass", null)
                        .image(HOSTILE, "fail", ReasonCode.SIGNED_BY_OTHER)
                        .image(
                                "ghcr.io/example/digests@sha256:" + "c".repeat(64),
                                "fail",
                                ReasonCode.UNSIGNED,
                                "a-policy-with-a-name-of-its-own",
                                "No signature of sha256:" + "c".repeat(64) + " for ghcr.io/example/digests@sha256:"
                                        + "c".repeat(64) + " was found"));
        JobImagePolicyAction jobAction = (JobImagePolicyAction)
                new JobImagePolicyActionFactory().createFor(job).iterator().next();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("report", page(action, "index"));
        pages.put("image", page(action.getImage("2-1"), "index"));
        pages.put("job", page(jobAction, "index"));
        pages.put("jobs-own-page", included(job, jobAction));
        pages.put("builds-own-page", around("<table>" + jelly().fragment(action, "summary", Map.of()) + "</table>"));
        pages.put("damaged", page(damaged(), "index"));
        pages.put("form", around(jelly().fragment(step(), "config", Map.of())));
        return pages;
    }

    private static Reports images(int build) {
        Reports report = new Reports();
        report.image("ghcr.io/example/web:" + build, "pass", null);
        report.image(
                "ghcr.io/example/api:" + build,
                build % 4 == 0 ? "pass" : "fail",
                build % 4 == 0 ? null : ReasonCode.UNSIGNED);
        report.image(
                "ghcr.io/example/worker:" + build,
                build % 5 == 1 ? "error" : "pass",
                build % 5 == 1 ? ReasonCode.REGISTRY_UNREACHABLE : null);
        report.image("ghcr.io/example/old:" + build, "warn", ReasonCode.UNTIMESTAMPED);
        return build == 11 ? report.warning("The glob ghcr.io/** also matches images of others") : report;
    }

    private ImagePolicyAction damaged() throws Exception {
        Fakes.FakeRun run = build("damaged");
        ImagePolicyAction action = publish(run, "", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
        Files.writeString(run.getRootDir().toPath().resolve("image-policy/1.json"), "{\"version\":1,");
        return action;
    }

    private static VerifyImagePolicyStep step() {
        VerifyImagePolicyStep step = new VerifyImagePolicyStep("policies/**");
        step.setImages(List.of("ghcr.io/example/app:1", "ghcr.io/example/db:1"));
        step.setRegistries(List.of(new RegistryEntry("ghcr.io")));
        return step;
    }

    /** As a job's page includes it: the box has the job as "it" and the action as "action". */
    private String included(Fakes.FakeJob job, JobImagePolicyAction action) throws Exception {
        String box = jelly().fragment(job, "floatingBox", Map.of("action", action));
        assertThat(box).as("the trend on the job's page").contains("<svg", "image-policy-trend__fail");
        return around(box + jelly().fragment(action, "jobMain", Map.of()));
    }

    Fakes.FakeRun build(String name) throws Exception {
        return new Fakes.FakeJob(Files.createTempDirectory(folder, name)).build();
    }

    static ImagePolicyAction publish(Fakes.FakeRun run, String name, Reports reports) throws Exception {
        String json = reports.json();
        ImagePolicyAction.publish(run, name, json, ReportReader.read(json));
        return run.getAction(ImagePolicyAction.class);
    }

    private JellyPages jelly() {
        return new JellyPages(language, "");
    }

    String page(Object it, String view) throws Exception {
        return jelly().page(it, view);
    }

    private static String around(String fragment) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"/><title>Page</title>"
                + "<link rel=\"stylesheet\" href=\"/jenkins.css\"/></head><body><main id=\"main-panel\">" + fragment
                + "</main></body></html>";
    }
}
