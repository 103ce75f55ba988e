package io.jenkins.plugins.imagepolicy.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import java.nio.file.Path;
import java.util.Collection;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build among those before it: what is new, what is fixed, the job's page and the trend. */
class BuildHistoryTest {
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
    void tellsWhatIsNewAndWhatIsFixed() throws Exception {
        Published.publish(
                run,
                "",
                new Reports()
                        .image("reg:5000/app:1", "fail", ReasonCode.UNSIGNED)
                        .image("reg:5000/db:1", "fail", ReasonCode.UNSIGNED)
                        .image("reg:5000/gone:1", "fail", ReasonCode.UNSIGNED));
        FakeRun ungated = job.build();
        FakeRun running = job.build();
        running.setBuilding(true);
        FakeRun next = job.build();
        Published.publish(
                next,
                "",
                new Reports()
                        .image("reg:5000/app:2", "pass", null)
                        .image("reg:5000/db:2", "fail", ReasonCode.UNSIGNED)
                        .image("reg:5000/web:2", "error", ReasonCode.TIMEOUT));
        Changes changes = Published.action(next).getChanges();
        assertThat(changes.getBase()).isSameAs(run);
        assertThat(changes.getFresh()).extracting(Changes.Problem::getImage).containsExactly("reg:5000/web:2");
        assertThat(changes.getFixed()).extracting(Changes.Problem::getImage).containsExactly("reg:5000/app:1");
        assertThat(Published.action(run).getChanges().getBase()).isNull();
        assertThat(ungated.getAction(ImagePolicyAction.class)).isNull();
    }

    @Test
    void countsAProblemOnceHoweverManyGatesFindIt() throws Exception {
        Published.publish(run, "", new Reports().image("app:1", "pass", null));
        FakeRun next = job.build();
        Published.publish(next, "push", new Reports().image("app:2", "fail", ReasonCode.UNSIGNED));
        Published.publish(next, "deploy", new Reports().image("app:2", "fail", ReasonCode.UNSIGNED));
        Changes changes = Published.action(next).getChanges();
        assertThat(changes.getFresh()).hasSize(1);
        assertThat(Published.action(next).getImages()).hasSize(2).allMatch(changes::isFresh);
        FakeRun last = job.build();
        Published.publish(last, "", new Reports().image("app:3", "pass", null));
        assertThat(Published.action(last).getChanges().getFixed()).hasSize(1);
    }

    @Test
    void showsTheLastCompletedBuildOnTheJobsPage() throws Exception {
        Published.publish(run, "", new Reports().image("a:1", "pass", null));
        FakeRun failed = job.build();
        failed.setResult(hudson.model.Result.FAILURE);
        Published.publish(failed, "", new Reports().image("a:2", "fail", ReasonCode.UNSIGNED));
        FakeRun running = job.build();
        running.setBuilding(true);
        Published.publish(running, "", new Reports().image("a:3", "pass", null));
        Collection<? extends hudson.model.Action> actions = new JobImagePolicyActionFactory().createFor(job);
        assertThat(actions).singleElement().isInstanceOfSatisfying(JobImagePolicyAction.class, action -> {
            assertThat(action.getRun()).isSameAs(failed);
            assertThat(action.getTrend().getBars())
                    .extracting(TrendChart.Bar::getNumber)
                    .containsExactly(1, 2);
        });
        assertThat(new JobImagePolicyActionFactory().createFor(new FakeJob(folder.resolve("other"))))
                .isEmpty();
    }

    @Test
    void drawsTheTrendWithoutScriptOrStyle() throws Exception {
        for (int i = 0; i < 40; i++) {
            FakeRun build = i == 0 ? run : job.build();
            Published.publish(
                    build,
                    "",
                    new Reports().image("a:1", i % 3 == 0 ? "fail" : "pass", i % 3 == 0 ? ReasonCode.UNSIGNED : null));
        }
        TrendChart trend = TrendChart.of(job.getLastBuild());
        assertThat(trend.getBars()).hasSize(30);
        assertThat(trend.svg("/jenkins"))
                .doesNotContain("<script", "style=", "onclick")
                .contains("#40")
                .contains("role=\"img\"");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new java.io.ByteArrayInputStream(
                                trend.svg("/jenkins").getBytes()))
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(30);
    }
}
