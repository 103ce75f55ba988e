package io.jenkins.plugins.imagepolicy.jenkins;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.RenderOptions;
import io.jenkins.plugins.imagepolicy.engine.report.ReportFormat;
import io.jenkins.plugins.imagepolicy.engine.report.Verdicts;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import java.util.ArrayList;
import java.util.List;

/** Reports as the engine itself writes them, so that the adapter is tested against the real format. */
public final class Reports {
    private final List<GateReport.ImageReport> images = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    public Reports image(String image, String verdict, ReasonCode code) {
        return image(image, verdict, code, "signed-by-us", "No signature was found");
    }

    public Reports image(String image, String verdict, ReasonCode code, String policy, String message) {
        Verdict judged = Verdict.valueOf(verdict.toUpperCase(java.util.Locale.ROOT));
        List<Reason> reasons =
                code == null ? List.of() : List.of(new Reason(code, message, "authority-0", "Sign the image"));
        AuthorityResult authority = new AuthorityResult(
                "authority-0",
                judged,
                List.of(new AuthorityResult.Signer(
                        "https://github.com/example/app/.github/workflows/release.yaml@refs/heads/main",
                        "https://token.actions.githubusercontent.com",
                        "2026-11-20T10:00:00Z",
                        "sha256-1.sig")),
                List.of(new SearchStep("tag sha256-1.sig", "404"), new SearchStep("referrers API", "0 bundles")),
                reasons);
        images.add(new GateReport.ImageReport(
                image,
                "registry.example/app@sha256:" + "a".repeat(64),
                "sha256:" + "a".repeat(64),
                List.of("linux/amd64", "linux/arm64"),
                List.of(
                        new GateReport.Use("image", "", 0, "", ""),
                        new GateReport.Use(
                                "manifest", "deploy/app.yaml", 12, "spec.containers[0].image", "Deployment/app")),
                judged,
                List.of(new PolicyResult(
                        policy,
                        "ClusterImagePolicy",
                        "policies/signed.yaml",
                        3,
                        PolicyMode.ENFORCE,
                        judged,
                        reasons,
                        List.of(authority),
                        null))));
        return this;
    }

    public Reports error(String message) {
        diagnostics.add(Diagnostic.error(ReasonCode.POLICY_INVALID, "policies/signed.yaml", message, "Write it right"));
        return this;
    }

    public Reports warning(String message) {
        diagnostics.add(Diagnostic.warning(
                "loose-glob",
                "policies/signed.yaml",
                message,
                "Narrow it, as https://example.com/" + "a-long-address-without-any-space/".repeat(4) + " says"));
        return this;
    }

    public String json() {
        return ReportFormat.JSON.render(
                new GateReport(
                        GateReport.VERSION,
                        Verdicts.of(images, diagnostics),
                        new GateReport.Tool("image-policy", "1.0"),
                        "2026-11-21T10:00:00Z",
                        1.25,
                        GateReport.Counts.of(images),
                        images,
                        diagnostics),
                RenderOptions.plain());
    }
}
