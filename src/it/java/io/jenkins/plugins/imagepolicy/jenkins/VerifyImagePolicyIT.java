package io.jenkins.plugins.imagepolicy.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.SecretEntry;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyBuilder;
import io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyStep;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The plugin in a Jenkins of its own, with the real engine. No registry answers, so images cannot be verified. */
@WithJenkins
class VerifyImagePolicyIT {
    private static final String POLICY = """
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata:
              name: nothing-passes
            spec:
              images:
              - glob: "**"
              authorities:
              - static:
                  action: fail
            """;
    private static final String GATE = "writeFile file: 'policies/p.yaml', text: '''" + POLICY + "'''\n"
            + "verifyImagePolicy(policies: 'policies/**', images: ['127.0.0.1:1/app:1'], offline: true%s)\n";

    @Test
    void failsThePipelineAndShowsWhy(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, pipeline(jenkins, "", ""));
        jenkins.assertLogContains("REGISTRY_UNREACHABLE", run);
        assertNotNull(run.getAction(ImagePolicyAction.class));
        HtmlPage page = jenkins.createWebClient().getPage(run, "image-policy");
        assertTrue(page.asNormalizedText().contains("127.0.0.1:1/app:1"));
        jenkins.createWebClient().getPage(run, "image-policy/image/1-0");
        jenkins.createWebClient().goTo(run.getParent().getUrl() + "image-policy");
        jenkins.createWebClient().goTo(run.getUrl() + "image-policy/api/json", "application/json");
        jenkins.createWebClient()
                .goTo(run.getUrl() + "image-policy/download?gate=1&format=sarif", "application/sarif+json");
    }

    @Test
    void showsTheTrendOnTheJobsPage(JenkinsRule jenkins) throws Exception {
        WorkflowRun first = jenkins.assertBuildStatus(Result.FAILURE, pipeline(jenkins, "", ""));
        WorkflowJob job = first.getParent();
        jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        HtmlPage page = jenkins.createWebClient().getPage(job);
        assertFalse(
                page.getByXPath("//*[contains(@class, 'image-policy-trend')]").isEmpty());
    }

    @Test
    void marksThePipelineUnstable(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(Result.UNSTABLE, pipeline(jenkins, "", ", onError: 'unstable'"));
        jenkins.assertLogContains("WARNING: 1 of 1 image could not be verified", run);
    }

    @Test
    void runsOnAnAgent(JenkinsRule jenkins) throws Exception {
        jenkins.createOnlineSlave(hudson.model.Label.get("far"));
        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, pipeline(jenkins, "'far'", ""));
        jenkins.assertLogContains("Sending the engine", run);
        jenkins.assertLogContains("REGISTRY_UNREACHABLE", run);
    }

    @Test
    void stopsAGateThatWaitsForARegistry(JenkinsRule jenkins) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            String gate = GATE.formatted("").replace("127.0.0.1:1/", "127.0.0.1:" + silent.getLocalPort() + "/");
            job.setDefinition(new CpsFlowDefinition("node {\n" + gate + "}", true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("1 policy, 1 image", run);
            long pressed = System.nanoTime();
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertTrue(System.nanoTime() - pressed < Duration.ofSeconds(10).toNanos());
            assertNull(run.getAction(ImagePolicyAction.class));
        }
    }

    @Test
    void gatesFreestyleJobs(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setScm(new SingleFileSCM("policies/p.yaml", POLICY));
        job.getBuildersList().add(new VerifyImagePolicyBuilder(step()));
        FreeStyleBuild run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertNotNull(run.getAction(ImagePolicyAction.class));
    }

    @Test
    void keepsItsFormsAsTheyWere(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new VerifyImagePolicyBuilder(everything()));
        job = jenkins.configRoundtrip(job);
        VerifyImagePolicyStep read =
                job.getBuildersList().get(VerifyImagePolicyBuilder.class).getGate();
        jenkins.assertEqualBeans(
                everything(),
                read,
                "policies,images,imageFiles,manifests,layouts,namespace,caCertificates,trustRoot,waivers,noMatch,"
                        + "onViolation,onError,offline,name,timeoutSeconds");
        assertEquals("ghcr.io", read.getRegistries().get(0).getHost());
        assertTrue(read.getRegistries().get(0).isInsecure());
        assertEquals("cosign-system/key", read.getSecrets().get(0).getName());
    }

    @Test
    void keepsTheGlobalForm(JenkinsRule jenkins) throws Exception {
        ImagePolicyConfiguration configuration = ImagePolicyConfiguration.get();
        configuration.setRegistries(List.of(new RegistryEntry("ghcr.io")));
        configuration.setNoMatch("warn");
        configuration.setOffline(true);
        jenkins.configRoundtrip();
        assertEquals("ghcr.io", configuration.getRegistries().get(0).getHost());
        assertEquals("warn", configuration.getNoMatch());
        assertTrue(configuration.isOffline());

        configuration.setRegistries(List.of());
        jenkins.configRoundtrip();
        assertEquals(List.of(), configuration.getRegistries());
    }

    private static VerifyImagePolicyStep step() {
        VerifyImagePolicyStep step = new VerifyImagePolicyStep("policies/**");
        step.setImages(List.of("127.0.0.1:1/app:1", "127.0.0.1:1/db:1"));
        step.setRegistries(List.of(new RegistryEntry("ghcr.io")));
        step.setOnViolation("unstable");
        step.setOffline(true);
        return step;
    }

    private static VerifyImagePolicyStep everything() {
        VerifyImagePolicyStep step = step();
        RegistryEntry registry = new RegistryEntry("ghcr.io");
        registry.setInsecure(true);
        step.setRegistries(List.of(registry));
        step.setSecrets(List.of(new SecretEntry("cosign-system/key", "")));
        step.setImageFiles("target/jib-image.json");
        step.setManifests("deploy/**/*.yaml");
        step.setLayouts("build/oci/*");
        step.setNamespace("apps");
        step.setCaCertificates("ca.pem");
        step.setTrustRoot("trusted_root.json");
        step.setWaivers("waivers.yaml");
        step.setNoMatch("warn");
        step.setOnError("warn");
        step.setName("release");
        step.setTimeoutSeconds(90);
        return step;
    }

    private static QueueTaskFuture<WorkflowRun> pipeline(JenkinsRule jenkins, String label, String options)
            throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("node(" + label + ") {\n" + GATE.formatted(options) + "}", true));
        return job.scheduleBuild2(0);
    }
}
