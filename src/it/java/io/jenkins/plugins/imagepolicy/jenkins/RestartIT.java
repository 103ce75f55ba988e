package io.jenkins.plugins.imagepolicy.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReportReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Reports outlive a restart. */
class RestartIT {
    private static final String REPORT =
            "{\"version\":1,\"verdict\":\"fail\",\"images\":[{\"image\":\"a:1\",\"verdict\":\"fail\"}],\"diagnostics\":[]}";

    private static final String POLICY = """
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata:
              name: any-key
            spec:
              images:
              - glob: "**"
              authorities:
              - keyless:
                  identities:
                  - issuer: https://issuer.example.com
                    subject: someone@example.com
            """;

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

    /** Reports are not looked at: in a test, threads of the first Jenkins live on beside the second. */
    @Test
    void failsAGateThatTheRestartInterrupted() throws Throwable {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String image = "127.0.0.1:" + silent.getLocalPort() + "/app:1";
            sessions.then(jenkins -> {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "interrupted");
                job.setDefinition(new CpsFlowDefinition(
                        "node {\nwriteFile file: 'p.yaml', text: '''" + POLICY
                                + "'''\nverifyImagePolicy(policies: 'p.yaml', images: ['" + image
                                + "'], offline: true)\n}",
                        true));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                jenkins.waitForMessage("1 policy, 1 image", run);
            });
            sessions.then(jenkins -> {
                WorkflowJob job = jenkins.jenkins.getItemByFullName("interrupted", WorkflowJob.class);
                WorkflowRun run = job.getBuildByNumber(1);
                jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
                jenkins.assertLogContains("Jenkins was restarted while the gate ran", run);
            });
        }
    }
}
