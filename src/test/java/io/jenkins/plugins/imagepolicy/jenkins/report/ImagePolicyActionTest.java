package io.jenkins.plugins.imagepolicy.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.thoughtworks.xstream.XStream;
import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.xml.parsers.DocumentBuilderFactory;
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
        publish(run, "images", new Reports().image("a:1", "pass", null));
        publish(
                run,
                "",
                new Reports().image("b:1", "fail", ReasonCode.UNSIGNED).image("c:1", "error", ReasonCode.TIMEOUT));
        ImagePolicyAction action = action(run);
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
                steps.add(() -> publish(run, name, new Reports().image("a:1", "pass", null)));
            }
            for (Future<GateSummary> step : pool.invokeAll(steps)) {
                step.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(action(run).getGates())
                .extracting(GateSummary::getId)
                .doesNotHaveDuplicates()
                .hasSize(24);
        assertThat(action(run).getProblems()).isEmpty();
    }

    @Test
    void showsWhyADamagedReportCannotBeShown() throws Exception {
        String json = new Reports().image("a:1", "pass", null).json();
        Path report = folder.resolve("1/image-policy/1.json");
        for (String damaged : List.of(
                "",
                json.substring(0, json.length() / 2),
                "null",
                "[[[[",
                "[".repeat(5000),
                "{\"version\":1,\"verdict\":\"pass\",\"images\":{}}",
                "{\"version\":1,\"verdict\":\"pass\",\"images\":[{\"verdict\":7}]}",
                "{\"version\":99,\"verdict\":\"pass\",\"images\":[]}",
                json + "{}")) {
            FakeRun build = new FakeJob(folder).build();
            publish(build, "", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
            Files.writeString(report, damaged);
            ImagePolicyAction action = action(build);
            assertThat(action.getProblems()).as(damaged).hasSize(1);
            assertThat(action.getProblems().get(0).getProblem()).isNotBlank();
            assertThat(action.getImages()).isEmpty();
            assertThat(action.getVerdict()).as("the build's own record stays").isEqualTo("fail");
            assertThat(action.getChanges().getFresh()).isEmpty();
        }
        Files.write(report, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(problem()).isEqualTo("it is not UTF-8 text");
        Files.delete(report);
        assertThat(problem()).isEqualTo("its file image-policy/1.json is gone");
        Files.createDirectory(report);
        assertThat(problem()).isNotBlank();
    }

    private String problem() {
        try {
            return new ReportStore(folder.resolve("1")).read(1).getVerdict();
        } catch (InvalidReportException e) {
            return e.getMessage();
        }
    }

    @Test
    void toleratesWhatLaterVersionsMayAdd() throws Exception {
        String json = new Reports().image("a:1", "pass", null).json().replaceFirst("\\{", "{\"later\": {\"x\": 1},");
        assertThat(ReportReader.read(json).getImages()).hasSize(1);
    }

    @Test
    void leavesNoHalfWrittenReport() throws Exception {
        publish(run, "", new Reports().image("a:1", "pass", null));
        try (var files = Files.list(folder.resolve("1/image-policy"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("1.json");
        }
    }

    @Test
    void tellsWhatIsNewAndWhatIsFixed() throws Exception {
        publish(
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
        publish(
                next,
                "",
                new Reports()
                        .image("reg:5000/app:2", "pass", null)
                        .image("reg:5000/db:2", "fail", ReasonCode.UNSIGNED)
                        .image("reg:5000/web:2", "error", ReasonCode.TIMEOUT));
        Changes changes = action(next).getChanges();
        assertThat(changes.getBase()).isSameAs(run);
        assertThat(changes.getFresh()).extracting(Changes.Problem::getImage).containsExactly("reg:5000/web:2");
        assertThat(changes.getFixed()).extracting(Changes.Problem::getImage).containsExactly("reg:5000/app:1");
        assertThat(action(run).getChanges().getBase()).isNull();
        assertThat(ungated.getAction(ImagePolicyAction.class)).isNull();
    }

    @Test
    void showsTheLastCompletedBuildOnTheJobsPage() throws Exception {
        publish(run, "", new Reports().image("a:1", "pass", null));
        FakeRun failed = job.build();
        failed.setResult(hudson.model.Result.FAILURE);
        publish(failed, "", new Reports().image("a:2", "fail", ReasonCode.UNSIGNED));
        FakeRun running = job.build();
        running.setBuilding(true);
        publish(running, "", new Reports().image("a:3", "pass", null));
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
            publish(
                    build,
                    "",
                    new Reports().image("a:1", i % 3 == 0 ? "fail" : "pass", i % 3 == 0 ? ReasonCode.UNSIGNED : null));
        }
        TrendChart trend = TrendChart.of(job.getLastBuild());
        assertThat(trend.getBars()).hasSize(30);
        assertThat(trend.getSvg())
                .doesNotContain("<script", "style=", "onclick")
                .contains("#40")
                .contains("role=\"img\"");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new java.io.ByteArrayInputStream(trend.getSvg().getBytes()))
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(30);
    }

    @Test
    void givesTheReportOnlyToPeopleWhoMayReadTheJob() throws Exception {
        publish(run, "", new Reports().image("a:1", "pass", null));
        assertThatThrownBy(() -> action(run).doDownload(1, "json", null)).isInstanceOf(SecurityException.class);
        Permission.GRANTED.add(Item.READ);
        Responses response = new Responses();
        action(run).doDownload(1, "json", response.proxy());
        assertThat(response.text()).startsWith("{").contains("\"a:1\"");
        assertThat(response.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Disposition", "attachment; filename=\"image-policy-1.json\"");
        for (String format : List.of("exe", "", "../x")) {
            Responses refused = new Responses();
            action(run).doDownload(1, format, refused.proxy());
            assertThat(refused.status()).isEqualTo(404);
        }
        Responses missing = new Responses();
        action(run).doDownload(7, "json", missing.proxy());
        assertThat(missing.status()).isEqualTo(404);
    }

    @Test
    void opensBuildsThatVersionOneStored() throws Exception {
        XStream xstream = xstream();
        ImagePolicyAction action =
                (ImagePolicyAction) xstream.fromXML(getClass().getResource("action-1.0.xml"));
        Files.createDirectories(folder.resolve("1/image-policy"));
        try (var report = getClass().getResourceAsStream("report-1.0.json")) {
            Files.copy(report, folder.resolve("1/image-policy/1.json"));
        }
        action.onLoad(run);
        assertThat(action.getGates()).extracting(GateSummary::getName).containsExactly("images");
        assertThat(action.getSummary()).isEqualTo("1 of 2 images violate policy");
        assertThat(action.getProblems()).isEmpty();
        assertThat(action.getImages()).hasSize(2);
        assertThat(action.getWorst())
                .extracting(image -> image.getRow().getImage())
                .containsExactly("ghcr.io/example/app:1");
    }

    @Test
    void opensABuildWhoseRecordLacksFields() {
        ImagePolicyAction action = (ImagePolicyAction) xstream()
                .fromXML("<io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction><gates>"
                        + "<io.jenkins.plugins.imagepolicy.jenkins.report.GateSummary><id>1</id>"
                        + "</io.jenkins.plugins.imagepolicy.jenkins.report.GateSummary></gates>"
                        + "</io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction>");
        action.onLoad(run);
        assertThat(action.getVerdict()).isEqualTo("error");
        assertThat(action.getProblems()).hasSize(1);
        assertThat(action.getSummary()).isNotBlank();
    }

    @Test
    void opensABuildWhoseRecordIsEmpty() throws Exception {
        String name = "io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction";
        for (String fields : List.of("", "<gates/>", "<gates><null/></gates>")) {
            ImagePolicyAction action =
                    (ImagePolicyAction) xstream().fromXML("<" + name + ">" + fields + "</" + name + ">");
            action.onLoad(run);
            assertThat(action.getImages()).isEmpty();
            assertThat(action.getSummary()).isNotBlank();
            assertThat(action.getVerdict()).isNotEqualTo("pass");
        }
    }

    @Test
    void storesNothingThatXStreamCannotReadBack() throws Exception {
        publish(run, "images", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
        String xml = xstream().toXML(action(run));
        assertThat(xml).doesNotContain("<run", "<parts");
        ImagePolicyAction read = (ImagePolicyAction) xstream().fromXML(xml);
        read.onLoad(run);
        assertThat(read.getImages()).hasSize(1);
    }

    @Test
    void addsALineToTheBuildsFacts() throws Exception {
        assertThat(new ImagePolicyDetail.Factory().createFor(run)).isEmpty();
        publish(run, "", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
        assertThat(new ImagePolicyDetail.Factory().createFor(run))
                .singleElement()
                .satisfies(detail -> {
                    assertThat(detail.getDisplayName()).isEqualTo("1 of 1 images violate policy");
                    assertThat(detail.getLink()).isEqualTo("image-policy");
                });
    }

    private static XStream xstream() {
        XStream xstream = new XStream();
        xstream.allowTypesByWildcard(new String[] {"io.jenkins.plugins.imagepolicy.jenkins.report.*"});
        return xstream;
    }

    private static GateSummary publish(FakeRun run, String name, Reports reports)
            throws IOException, InvalidReportException {
        return ImagePolicyAction.publish(run, name, reports.json(), ReportReader.read(reports.json()));
    }

    private static ImagePolicyAction action(FakeRun run) {
        return run.getAction(ImagePolicyAction.class);
    }
}
