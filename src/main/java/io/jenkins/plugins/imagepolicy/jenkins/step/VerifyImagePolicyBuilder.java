package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The gate as a build step of a freestyle job. Its parameters are those of the Pipeline step; environment variables expand. */
public final class VerifyImagePolicyBuilder extends Builder implements SimpleBuildStep {
    private final VerifyImagePolicyStep gate;

    @DataBoundConstructor
    public VerifyImagePolicyBuilder(VerifyImagePolicyStep gate) {
        this.gate = gate;
    }

    public VerifyImagePolicyStep getGate() {
        return gate;
    }

    @Override
    public void perform(
            Run<?, ?> run, FilePath workspace, EnvVars environment, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        BuildGate.of(run, listener).verify(gate, workspace, environment).apply(message -> {});
    }

    /** Form of the build step. */
    @Extension
    @Symbol("imagePolicyGate")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.Builder_DisplayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
