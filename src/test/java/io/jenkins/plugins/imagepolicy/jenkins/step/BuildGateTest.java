package io.jenkins.plugins.imagepolicy.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeRun;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import io.jenkins.plugins.imagepolicy.jenkins.agent.EngineException;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildGateTest {
    @TempDir
    Path folder;

    private final ImagePolicyConfiguration defaults = new ImagePolicyConfiguration();
    private final Fakes.Log log = new Fakes.Log();
    private final List<String> marks = new ArrayList<>();
    private FakeRun run;

    @BeforeEach
    void startBuild() {
        Fakes.reset();
        run = new FakeJob(folder).build();
    }

    @Test
    void letsAPassThrough() throws Exception {
        GateResult result = verify(step(), report("pass", null));
        result.apply(marks::add);
        assertThat(run.getResult()).isNull();
        Map<String, Object> map = result.toMap();
        assertThat(map).containsEntry("verdict", "pass").containsEntry("passed", true);
        assertThat((List<?>) map.get("images")).hasSize(1);
        assertThat(log.text())
                .contains("[image-policy] PASS      ghcr.io/example/app:1")
                .contains("report </job/team/job/deploy/1/image-policy/>");
    }

    @Test
    void givesTheScriptOnlyWhatABuildCanStore() throws Exception {
        Map<String, Object> map = verify(step(), report("pass", null)).toMap();
        try (ObjectOutputStream stream = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            stream.writeObject(map);
        }
        assertPlain(map);
    }

    private static void assertPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertThat(map.getClass().getName()).isEqualTo("java.util.LinkedHashMap");
            map.values().forEach(BuildGateTest::assertPlain);
        } else if (value instanceof List<?> list) {
            assertThat(list.getClass().getName()).isEqualTo("java.util.ArrayList");
            list.forEach(BuildGateTest::assertPlain);
        } else {
            assertThat(value).isInstanceOfAny(String.class, Integer.class, Boolean.class);
        }
    }

    @Test
    void publishesViolationsBeforeItFails() throws Exception {
        GateResult result = verify(step(), report("fail", ReasonCode.UNSIGNED));
        assertThat(run.getAction(ImagePolicyAction.class).getVerdict()).isEqualTo("fail");
        assertThat(run.saved()).isEqualTo(1);
        assertThatThrownBy(() -> result.apply(marks::add))
                .isInstanceOf(AbortException.class)
                .hasMessage(
                        "1 of 1 image violates policy, first ghcr.io/example/app:1 (UNSIGNED: No signature was found)");
        assertThat(marks).isEmpty();
    }

    @Test
    void marksTheStepWhereAViolationIsUnstable() throws Exception {
        VerifyImagePolicyStep step = step();
        step.setOnViolation("unstable");
        verify(step, report("fail", ReasonCode.UNSIGNED)).apply(marks::add);
        assertThat(run.getResult()).isSameAs(Result.UNSTABLE);
        assertThat(marks).singleElement().asString().startsWith("1 of 1 image violates");
        assertThat(log.text()).contains("WARNING: 1 of 1 image violates policy");
    }

    @Test
    void onlyWarnsWhereAViolationIsAWarning() throws Exception {
        VerifyImagePolicyStep step = step();
        step.setOnViolation("warn");
        verify(step, report("fail", ReasonCode.UNSIGNED)).apply(marks::add);
        assertThat(run.getResult()).isNull();
        assertThat(marks).isEmpty();
        assertThat(log.text()).contains("WARNING: 1 of 1 image violates policy");
    }

    @Test
    void keepsErrorsAndViolationsApart() throws Exception {
        VerifyImagePolicyStep step = step();
        step.setOnViolation("warn");
        GateResult error = verify(step, report("error", ReasonCode.REGISTRY_UNREACHABLE));
        assertThatThrownBy(() -> error.apply(marks::add)).hasMessageContaining("1 of 1 image could not be verified");
        step.setOnError("unstable");
        step.setOnViolation("fail");
        GateResult both = verify(
                step,
                new Reports()
                        .image("a:1", "error", ReasonCode.TIMEOUT)
                        .image("b:1", "fail", ReasonCode.UNSIGNED)
                        .json());
        assertThatThrownBy(() -> both.apply(marks::add))
                .hasMessageContaining("violates policy, first b:1")
                .hasMessageEndingWith("; 1 could not be verified");
        step.setOnError("fail");
        GateResult alike = verify(
                step,
                new Reports()
                        .image("a:1", "error", ReasonCode.TIMEOUT)
                        .image("b:1", "fail", ReasonCode.UNSIGNED)
                        .json());
        assertThatThrownBy(() -> alike.apply(marks::add))
                .hasMessageStartingWith("1 of 2 images could not be verified, first a:1")
                .hasMessageEndingWith("; 1 violates policy");
    }

    @Test
    void letsNobodyWriteLinesOfTheLog() throws Exception {
        String hostile = "a\n[image-policy] PASS      b:1\r\u001b[2K\u2028PASS\u202e";
        GateResult result = verify(
                step(),
                new Reports()
                        .image(hostile, "fail", ReasonCode.UNSIGNED, hostile, hostile)
                        .error(hostile)
                        .json());
        assertThatThrownBy(() -> result.apply(marks::add))
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]"));
        assertThat(log.text().lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("[image-policy] "))
                .noneMatch(line -> line.startsWith("[image-policy] PASS"))
                .noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}\\p{Zl}].*"));
    }

    @Test
    void takesAnInvalidPolicyForAnError() throws Exception {
        GateResult result =
                verify(step(), new Reports().error("unknown field 'authoritys'").json());
        assertThatThrownBy(() -> result.apply(marks::add))
                .hasMessageContaining("The gate found 1 error in what it was given, first")
                .hasMessageContaining("unknown field 'authoritys'");
        assertThat(log.text()).contains("POLICY_INVALID");
    }

    @Test
    void refusesAReportThatContradictsItself() throws Exception {
        String lie =
                report("fail", ReasonCode.UNSIGNED).replaceFirst("\"verdict\": *\"fail\"", "\"verdict\" : \"pass\"");
        GateResult result = verify(step(), lie);
        assertThatThrownBy(() -> result.apply(marks::add)).hasMessageContaining("violates policy");
    }

    @Test
    void refusesAReportWithoutImages() throws Exception {
        GateResult result = verify(step(), new Reports().warning("loose").json().replace("\"error\"", "\"pass\""));
        assertThatThrownBy(() -> result.apply(marks::add)).isInstanceOf(AbortException.class);
    }

    @Test
    void refusesWhatIsNoReport() {
        for (String json : List.of(
                "",
                "{}",
                "[]",
                "null",
                "{\"version\":2,\"images\":[]}",
                "{\"version\":1,\"verdict\":\"ok\",\"images\":[]}",
                report("pass", null).substring(0, 200))) {
            assertThatThrownBy(() -> verify(step(), json))
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith("The gate has no verdict");
        }
        assertThat(run.getAction(ImagePolicyAction.class)).isNull();
    }

    @Test
    void neverPassesWithoutAReport() {
        VerifyImagePolicyStep step = step();
        step.setOnError("warn");
        step.setOnViolation("warn");
        for (Exception fault : List.of(
                new IOException("Channel closed"),
                new EngineException("The engine broke down"),
                new IllegalStateException("Request aborted"))) {
            BuildGate gate = new BuildGate(run, log, defaults, (workspace, request, listener, redactor) -> {
                if (fault instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) fault;
            });
            assertThatThrownBy(() -> gate.verify(step, workspace(), new EnvVars()))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining(fault.getMessage());
        }
    }

    @Test
    void letsAnAbortThrough() {
        BuildGate gate = new BuildGate(run, log, defaults, (workspace, request, listener, redactor) -> {
            throw new InterruptedException("aborted");
        });
        assertThatThrownBy(() -> gate.verify(step(), workspace(), new EnvVars()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void keepsSecretsOutOfEverythingThatStays() throws Exception {
        Fakes.login("hub", "robot", "pass-word-7");
        VerifyImagePolicyStep step = step();
        RegistryEntry hub = new RegistryEntry("ghcr.io");
        hub.setCredentialsId("hub");
        step.setRegistries(List.of(hub));
        BuildGate gate = new BuildGate(run, log, defaults, (workspace, request, listener, redactor) -> {
            assertThat(request).contains("pass-word-7");
            throw new EngineException("refused pass-word-7");
        });
        assertThatThrownBy(() -> gate.verify(step, workspace(), new EnvVars())).hasMessageContaining("refused ****");
        assertThat(log.text()).doesNotContain("pass-word-7");
    }

    private GateResult verify(VerifyImagePolicyStep step, String report) throws Exception {
        return new BuildGate(run, log, defaults, (workspace, request, listener, redactor) -> {
                    return report;
                })
                .verify(step, workspace(), new EnvVars());
    }

    private FilePath workspace() {
        return new FilePath(folder.toFile());
    }

    private static VerifyImagePolicyStep step() {
        return withImages(new VerifyImagePolicyStep("policies/**"));
    }

    private static VerifyImagePolicyStep withImages(VerifyImagePolicyStep step) {
        step.setImages(List.of("ghcr.io/example/app:1"));
        return step;
    }

    private static String report(String verdict, ReasonCode code) {
        return new Reports().image("ghcr.io/example/app:1", verdict, code).json();
    }
}
