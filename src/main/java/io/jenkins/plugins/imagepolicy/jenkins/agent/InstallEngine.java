package io.jenkins.plugins.imagepolicy.jenkins.agent;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Takes over, on the machine that has the workspace, an engine that was just sent there.
 *
 * @param sha256 what the engine has to be
 * @param arrived path of the copy
 */
record InstallEngine(String sha256, String arrived) implements ControllerToAgentFileCallable<Boolean> {
    @Override
    public Boolean invoke(File workspace, VirtualChannel channel) throws IOException {
        Path copied = Path.of(arrived);
        IsolatedEngine.load(sha256, new EngineFolder(copied.getParent()).install(copied, sha256));
        return true;
    }
}
