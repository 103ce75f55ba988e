package io.jenkins.plugins.imagepolicy.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePolicyActionTest {
    @TempDir
    Path folder;

    private FakeJob job;
    private FakeRun run;

    @BeforeEach
    void startBuild() {
        Fakes.reset();
        job = new FakeJob(folder);
        run = job.build();
    }

    @Test
    void mergesTheGatesOfABuild() throws Exception {
        Published.publish(run, "images", new Reports().image("a:1", "pass", null));
        Published.publish(
                run,
                "",
                new Reports().image("b:1", "fail", ReasonCode.UNSIGNED).image("c:1", "error", ReasonCode.TIMEOUT));
        ImagePolicyAction action = Published.action(run);
        assertThat(action.getGates()).extracting(GateSummary::getName).containsExactly("images", "Gate 2");
        assertThat(action.getVerdict()).isEqualTo("error");
        assertThat(action.getImages())
                .extracting(image -> image.getRow().getImage())
                .containsExactly("c:1", "b:1", "a:1");
        assertThat(action.getImages()).extracting(ListedImage::getId).containsExactly("2-1", "2-0", "1-0");
        assertThat(action.getSummary()).isEqualTo("1 violation and 1 error among 3 images");
        assertThat(action.getVerdicts()).containsExactly("error", "fail", "pass");
        assertThat(action.getImage("2-0")
                        .getRow()
                        .getPolicies()
                        .get(0)
                        .getAuthorities()
                        .get(0)
                        .getSearched())
                .extracting(AuthorityRow.SearchStep::getResult)
                .containsExactly("404", "0 bundles");
        assertThat(action.getImage("2-0").getRow().getUses())
                .containsExactly("image", "deploy/app.yaml:12 Deployment/app spec.containers[0].image");
        assertThat(action.getImage("9-9")).isNull();
        assertThat(action.getImage("../secrets")).isNull();
    }

    @Test
    void takesStepsThatRunAtTheSameTime() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<GateSummary>> steps = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String name = "g" + i;
                steps.add(() -> Published.publish(run, name, new Reports().image("a:1", "pass", null)));
            }
            for (Future<GateSummary> step : pool.invokeAll(steps)) {
                step.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(Published.action(run).getGates())
                .extracting(GateSummary::getId)
                .doesNotHaveDuplicates()
                .hasSize(24);
        assertThat(Published.action(run).getProblems()).isEmpty();
    }

    @Test
    void showsEveryGateToWhoeverLookedWhileStepsPublished() throws Exception {
        Published.publish(run, "", new Reports().image("a:0", "pass", null));
        AtomicBoolean isOver = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!isOver.get()) {
                Published.action(run).getParts();
            }
        });
        reader.start();
        for (int i = 1; i < 60; i++) {
            Published.publish(run, "", new Reports().image("a:" + i, "pass", null));
            assertThat(Published.action(run).getImages()).hasSize(i + 1);
        }
        isOver.set(true);
        reader.join();
        assertThat(Published.action(run).getImages()).hasSize(60);
    }

    @Test
    void givesTheReportOnlyToPeopleWhoMayReadTheJob() throws Exception {
        Published.publish(run, "", new Reports().image("a:1", "pass", null));
        assertThatThrownBy(() -> Published.action(run).doDownload(1, "json", null))
                .isInstanceOf(SecurityException.class);
        Permission.GRANTED.add(Item.READ);
        Responses response = new Responses();
        Published.action(run).doDownload(1, "json", response.proxy());
        assertThat(response.text()).startsWith("{").contains("\"a:1\"");
        assertThat(response.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Disposition", "attachment; filename=\"image-policy-1.json\"");
        for (String format : List.of("exe", "", "../x")) {
            Responses refused = new Responses();
            Published.action(run).doDownload(1, format, refused.proxy());
            assertThat(refused.status()).isEqualTo(404);
        }
        Responses missing = new Responses();
        Published.action(run).doDownload(7, "json", missing.proxy());
        assertThat(missing.status()).isEqualTo(404);
    }

    @Test
    void addsALineToTheBuildsFacts() throws Exception {
        assertThat(new ImagePolicyDetail.Factory().createFor(run)).isEmpty();
        Published.publish(run, "", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
        assertThat(new ImagePolicyDetail.Factory().createFor(run))
                .singleElement()
                .satisfies(detail -> {
                    assertThat(detail.getDisplayName()).isEqualTo("1 of 1 image violates policy");
                    assertThat(detail.getLink()).isEqualTo("image-policy");
                });
    }

    @Test
    void refusesADownloadOfADamagedReportInOneSentence() throws Exception {
        Published.publish(run, "", new Reports().image("a:1", "pass", null));
        Files.writeString(folder.resolve("1/image-policy/1.json"), "{<script>");
        Permission.GRANTED.add(Item.READ);
        for (String format : List.of("json", "sarif", "junit")) {
            Responses refused = new Responses();
            Published.action(run).doDownload(1, format, refused.proxy());
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text()).isEqualTo("The report cannot be shown: it is not complete JSON\n");
            assertThat(refused.headers()).doesNotContainKey("Content-Disposition");
        }
    }
}
