package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainReportTest {
    private record Other(String name, String kind, String file, int line, String appliesTo) implements Policy {
        @Override
        public Optional<PolicyResult> judge(Candidate candidate, Judging judging) {
            return Optional.empty();
        }
    }

    private static final List<Policy> POLICIES = List.of(
            new Other(
                    "check-image-signature",
                    "ClusterImagePolicy",
                    "images/policies/chainguard.yaml",
                    3,
                    "images cgr.dev/**"),
            new Other("crossplane", "ClusterPolicy", "images/policies/crossplane.yaml", 1, "images xpkg.example/**"));

    @Test
    void tellsTheWholeStoryOfOneImage() {
        String story = ExplainReport.render(
                SampleReports.mixed(), SampleReports.failed().image(), POLICIES, RenderOptions.plain());
        assertThat(story)
                .startsWith("Image      registry.example.org/team/payments/")
                .contains("Resolved   registry.example.org/team/payments/service-with-a-rather-long-name@sha256:bbbb")
                .contains("Used in    deploy/rendered/payments.yaml:42 Deployment payments/service")
                .contains("Policy check-image-signature (ClusterImagePolicy, images/policies/chainguard.yaml:3): FAIL")
                .contains("    searched referrers API: 404")
                .contains("\"spec\" : \"as the policy saw it\"")
                .contains(
                        "  crossplane (ClusterPolicy, images/policies/crossplane.yaml:1): applies to images xpkg.example/**")
                .contains("SIGNED_BY_OTHER: The image is signed, but by nobody whom the policy accepts.")
                .doesNotContain("applies to images cgr.dev")
                .doesNotContain("quay.example.org");
    }

    @Test
    void findsTheImageByItsDigestToo() {
        assertThat(ExplainReport.render(
                        SampleReports.mixed(), SampleReports.digest('a'), POLICIES, RenderOptions.plain()))
                .contains("    " + SampleReports.WORKFLOW);
        assertThat(ExplainReport.render(SampleReports.mixed(), "absent", POLICIES, RenderOptions.plain()))
                .contains("The report has no image absent");
    }

    @Test
    void isHarmless() {
        String story =
                ExplainReport.render(SampleReports.hostile(), SampleReports.HOSTILE, List.of(), RenderOptions.plain());
        assertThat(story).doesNotContain("\u001b", "\u202e", "\u009b");
        assertThat(story.lines()).noneMatch(line -> line.startsWith("forged"));
    }
}
