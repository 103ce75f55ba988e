package io.jenkins.plugins.imagepolicy.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lesfurets.jenkins.unit.BasePipelineTest;
import com.lesfurets.jenkins.unit.MethodCall;
import groovy.lang.Closure;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This repository's Jenkinsfile, run with JenkinsPipelineUnit. Jenkins' own steps do nothing; the gate is the real step, with
 * a report in place of the engine's.
 */
class JenkinsfileRunTest {
    @TempDir
    Path folder;

    private final Fakes.Log log = new Fakes.Log();
    private Pipeline pipeline;
    private String report;

    @BeforeEach
    void load() throws Exception {
        Fakes.reset();
        pipeline = new Pipeline();
        pipeline.setUp();
        pipeline.declare(new Gate());
    }

    @Test
    void buildsThenGatesThenSaysWhatWasDecided() {
        report = new Reports().image("build/oci/image-policy", "pass", null).json();
        pipeline.runScript("Jenkinsfile");
        assertThat(pipeline.calls("stage")).containsExactly("Build", "Images", "Gate");
        assertThat(pipeline.calls("sh").toList().get(0)).isEqualTo("mvn -B -ntp verify");
        assertThat(pipeline.calls("echo")).containsExactly("pass: 1 images");
    }

    @Test
    void stopsAtAViolation() {
        report = new Reports()
                .image("build/oci/image-policy", "fail", ReasonCode.UNSIGNED)
                .json();
        assertThatThrownBy(() -> pipeline.runScript("Jenkinsfile"))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("1 of 1 image violates policy");
        assertThat(pipeline.calls("echo")).isEmpty();
    }

    @Test
    void givesEveryParameterOfTheImagesThatItBuilds() throws Exception {
        report = new Reports().image("build/oci/image-policy", "pass", null).json();
        pipeline.runScript("Jenkinsfile");
        String build = pipeline.calls("sh")
                .filter(command -> command.contains("image-policy.jar build"))
                .findFirst()
                .orElseThrow();
        String image = build.strip().substring(build.strip().lastIndexOf(' ') + 1);
        List<String> wanted = Pattern.compile("\\$\\{([^}]+)}")
                .matcher(Files.readString(Path.of(image, "jib.yaml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(wanted).isNotEmpty();
        for (String parameter : wanted) {
            assertThat(build).contains("--parameter " + parameter + "=");
        }
    }

    /** The step as Jenkins binds and runs it. */
    private final class Gate extends Closure<Object> {
        Gate() {
            super(null);
        }

        @SuppressWarnings("unused") // Groovy calls it by its name.
        public Object doCall(Map<String, Object> arguments) throws Exception {
            VerifyImagePolicyStep step = new VerifyImagePolicyStep((String) arguments.get("policies"));
            for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                String setter = "set" + argument.getKey().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + argument.getKey().substring(1);
                for (Method method : VerifyImagePolicyStep.class.getMethods()) {
                    if (method.getName().equals(setter)) {
                        method.invoke(step, argument.getValue());
                    }
                }
            }
            GateResult result = new BuildGate(
                            new Fakes.FakeJob(folder).build(),
                            log,
                            new ImagePolicyConfiguration(),
                            (workspace, request, listener, redactor) -> report)
                    .verify(step, new FilePath(folder.toFile()), new EnvVars());
            result.apply(mark -> {});
            return result.toMap();
        }
    }

    /** What a Declarative Pipeline and the steps beside the gate are made of. */
    private static final class Pipeline extends BasePipelineTest {
        void declare(Closure<?> gate) {
            for (String block :
                    List.of("pipeline", "agent", "options", "stages", "steps", "post", "always", "script")) {
                allow(block, List.of(Closure.class), null);
            }
            allow("stage", List.of(String.class, Closure.class), null);
            for (String step : List.of("label", "sh", "echo")) {
                allow(step, List.of(String.class), null);
            }
            for (String step : List.of("timeout", "junit", "archiveArtifacts", "logRotator")) {
                allow(step, List.of(Map.class), null);
            }
            allow("buildDiscarder", List.of(Object.class), null);
            allow("verifyImagePolicy", List.of(Map.class), gate);
        }

        @SuppressWarnings("rawtypes") // As the library declares it.
        private void allow(String name, List<Class> arguments, Closure<?> body) {
            getHelper().registerAllowedMethod(name, arguments, body);
        }

        /** First arguments of the calls of a step. */
        Stream<String> calls(String step) {
            return getHelper().getCallStack().stream()
                    .filter(call -> call.getMethodName().equals(step))
                    .map(MethodCall::getArgs)
                    .map(arguments -> String.valueOf(arguments[0]));
        }
    }
}
