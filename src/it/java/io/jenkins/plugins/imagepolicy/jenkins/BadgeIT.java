package io.jenkins.plugins.imagepolicy.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.BuildBadgeAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.imagepolicy.jenkins.badge.GateBadge;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReportReader;
import java.util.List;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The history of a job shows what the gates of each build found. */
@WithJenkins
class BadgeIT {
    private static final String REPORT =
            "{\"version\":1,\"verdict\":\"%1$s\",\"counts\":{\"images\":1,\"%1$s\":1},\"images\":[{\"image\":\"a:1\",\"verdict\":\"%1$s\"}],\"diagnostics\":[]}";

    @Test
    void marksGatedBuildsAlone(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("gated");
        FreeStyleBuild failed = gated(jenkins, job, "fail");
        FreeStyleBuild ungated = jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild passed = gated(jenkins, job, "pass");
        assertEquals(List.of(), ungated.getBadgeActions());
        assertEquals("fail", badge(failed).getVerdict());
        assertEquals("pass", badge(passed).getVerdict());

        HtmlPage history = jenkins.createWebClient().getPage(job, "buildHistory/ajax");
        List<HtmlAnchor> badges = history.getByXPath("//a[contains(@class, 'image-policy-badge')]");
        assertEquals(2, badges.size());
        assertTrue(badges.get(0).getAttribute("class").contains("success"));
        assertTrue(badges.get(1).getAttribute("class").contains("error"));
        assertTrue(badges.get(1).getHrefAttribute().endsWith("/job/gated/1/image-policy/"));
        assertEquals(badge(failed).getText(), badges.get(1).getAttribute("tooltip"));
    }

    private static GateBadge badge(FreeStyleBuild run) {
        List<BuildBadgeAction> badges = run.getBadgeActions();
        assertEquals(1, badges.size());
        return (GateBadge) badges.get(0);
    }

    private static FreeStyleBuild gated(JenkinsRule jenkins, FreeStyleProject job, String verdict) throws Exception {
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        String report = REPORT.formatted(verdict);
        ImagePolicyAction.publish(run, "", report, ReportReader.read(report));
        return run;
    }
}
