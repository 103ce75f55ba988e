package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.imagepolicy.jenkins.agent.CarriedEngine;
import io.jenkins.plugins.imagepolicy.jenkins.agent.EngineException;
import io.jenkins.plugins.imagepolicy.jenkins.agent.EngineRunner;
import io.jenkins.plugins.imagepolicy.jenkins.agent.Redactor;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.BuildCredentials;
import io.jenkins.plugins.imagepolicy.jenkins.report.GateSummary;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.InvalidReportException;
import io.jenkins.plugins.imagepolicy.jenkins.report.Report;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReportReader;
import java.io.IOException;

/** One gate in one build: asks the engine, publishes what it found, and says what the build is to make of it. */
final class BuildGate {
    /** Runs the engine where the workspace is. */
    @FunctionalInterface
    interface Engine {
        String run(FilePath workspace, String request, TaskListener listener, Redactor redactor)
                throws IOException, InterruptedException;
    }

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final ImagePolicyConfiguration defaults;
    private final Engine engine;

    BuildGate(Run<?, ?> run, TaskListener listener, ImagePolicyConfiguration defaults, Engine engine) {
        this.run = run;
        this.listener = listener;
        this.defaults = defaults;
        this.engine = engine;
    }

    static BuildGate of(Run<?, ?> run, TaskListener listener) {
        return new BuildGate(
                run, listener, ImagePolicyConfiguration.get(), (workspace, request, log, redactor) -> new EngineRunner(
                                CarriedEngine.ofPlugin(), log, redactor)
                        .run(workspace, request));
    }

    GateResult verify(VerifyImagePolicyStep step, FilePath workspace, EnvVars environment)
            throws IOException, InterruptedException {
        GateSettings settings = settings(step);
        BuildCredentials credentials = new BuildCredentials(run);
        String request = new RequestWriter(step, settings, credentials, workspace, environment).write();
        String json = ask(workspace, request, new Redactor(credentials.secrets()));
        Report report = read(json);
        GateSummary gate = ImagePolicyAction.publish(run, step.getName(), json, report);
        GateLog.print(report, run, listener);
        return new GateResult(report, gate, Outcome.of(report, settings), run, listener);
    }

    private GateSettings settings(VerifyImagePolicyStep step) throws AbortException {
        try {
            return GateSettings.of(step, defaults);
        } catch (IllegalArgumentException e) {
            // A choice from a file that another version or a person wrote.
            throw new AbortException(e.getMessage());
        }
    }

    private String ask(FilePath workspace, String request, Redactor redactor) throws IOException, InterruptedException {
        try {
            return engine.run(workspace, request, listener, redactor);
        } catch (EngineException e) {
            throw new AbortException(Messages.Gate_EngineFailed(redactor.redact(String.valueOf(e.getMessage()))));
        } catch (AbortException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // A lost connection above all. No report, no verdict: neither onError nor onViolation can wave this
            // through.
            throw new AbortException(Messages.Gate_ConnectionLost(redactor.redact(String.valueOf(e))));
        }
    }

    private static Report read(String json) throws AbortException {
        try {
            return ReportReader.read(json);
        } catch (InvalidReportException e) {
            throw new AbortException(Messages.Gate_ReportInvalid(e.getMessage()));
        }
    }
}
