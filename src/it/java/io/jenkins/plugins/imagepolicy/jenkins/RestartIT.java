package io.jenkins.plugins.imagepolicy.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReportReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Reports outlive a restart. */
class RestartIT {
    private static final String REPORT =
            "{\"version\":1,\"verdict\":\"fail\",\"images\":[{\"image\":\"a:1\",\"verdict\":\"fail\"}],\"diagnostics\":[]}";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void keepsTheReport() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("gated");
            FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
            ImagePolicyAction.publish(run, "images", REPORT, ReportReader.read(REPORT));
        });
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.jenkins.getItemByFullName("gated", FreeStyleProject.class);
            ImagePolicyAction action = job.getBuildByNumber(1).getAction(ImagePolicyAction.class);
            assertEquals("fail", action.getVerdict());
            assertTrue(action.getProblems().isEmpty());
            assertEquals("a:1", action.getImages().get(0).getRow().getImage());
        });
    }
}
