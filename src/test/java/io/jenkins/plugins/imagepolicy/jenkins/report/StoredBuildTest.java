package io.jenkins.plugins.imagepolicy.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.thoughtworks.xstream.XStream;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of earlier versions, and records and reports that were damaged on disk. */
class StoredBuildTest {
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
        assertThat(action.getSummary()).isEqualTo("1 of 2 images violates policy");
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
        Published.publish(run, "images", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
        String xml = xstream().toXML(Published.action(run));
        assertThat(xml).doesNotContain("<run", "<parts");
        ImagePolicyAction read = (ImagePolicyAction) xstream().fromXML(xml);
        read.onLoad(run);
        assertThat(read.getImages()).hasSize(1);
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
            Published.publish(build, "", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
            Files.writeString(report, damaged);
            ImagePolicyAction action = Published.action(build);
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

    @Test
    void leavesNoHalfWrittenReport() throws Exception {
        Published.publish(run, "", new Reports().image("a:1", "pass", null));
        try (var files = Files.list(folder.resolve("1/image-policy"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("1.json");
        }
    }

    @Test
    void toleratesWhatLaterVersionsMayAdd() throws Exception {
        String json = new Reports().image("a:1", "pass", null).json().replaceFirst("\\{", "{\"later\": {\"x\": 1},");
        assertThat(ReportReader.read(json).getImages()).hasSize(1);
    }

    private String problem() {
        try {
            return new ReportStore(folder.resolve("1")).read(1).getVerdict();
        } catch (InvalidReportException e) {
            return e.getMessage();
        }
    }

    private static XStream xstream() {
        XStream xstream = new XStream();
        xstream.allowTypesByWildcard(new String[] {"io.jenkins.plugins.imagepolicy.jenkins.report.*"});
        return xstream;
    }
}
