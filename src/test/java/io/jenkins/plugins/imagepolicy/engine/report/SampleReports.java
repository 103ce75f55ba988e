package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.Waived;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import java.util.ArrayList;
import java.util.List;

/** Reports that tests render. */
final class SampleReports {
    /** Markup, an escape sequence, a forged line, a right-to-left override, a C1 control and a mention, in one name. */
    static final String HOSTILE =
            "<script>alert(1)</script>\u001b[31m\nforged: pass\r\u202Egnp.exe\u009b2J`|]]>@admin {{x}} [l](javascript:x) \ud800 \"'&";

    static final String WORKFLOW =
            "https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main";

    private SampleReports() {}

    static GateReport of(List<GateReport.ImageReport> images, List<Diagnostic> diagnostics) {
        Verdict verdict = images.stream().map(GateReport.ImageReport::verdict).reduce(Verdict.PASS, Verdict::worse);
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            verdict = Verdict.ERROR;
        }
        return new GateReport(
                GateReport.VERSION,
                verdict,
                new GateReport.Tool("image-policy", "1.0.0"),
                "2026-11-21T10:00:00Z",
                1.234,
                GateReport.Counts.of(images),
                images,
                diagnostics);
    }

    /** One image for each verdict, and diagnostics of each severity. */
    static GateReport mixed() {
        return of(List.of(passed(), failed(), error(), warned(), waived(), unmatched()), diagnostics());
    }

    static GateReport.ImageReport passed() {
        PolicyResult policy = new PolicyResult(
                "check-image-signature",
                "ClusterImagePolicy",
                "images/policies/chainguard.yaml",
                3,
                PolicyMode.ENFORCE,
                Verdict.PASS,
                List.of(),
                List.of(new AuthorityResult(
                        "authority-0",
                        Verdict.PASS,
                        List.of(new AuthorityResult.Signer(
                                WORKFLOW,
                                "https://token.actions.githubusercontent.com",
                                "2026-11-01T08:00:00Z",
                                "tag sha256-4f3a.sig")),
                        List.of(new SearchStep("tag sha256-4f3a.sig", "1 signature")),
                        List.of())),
                null);
        return image("cgr.dev/chainguard/crossplane:1.15.0", 'a', Verdict.PASS, policy);
    }

    static GateReport.ImageReport failed() {
        Reason reason = new Reason(
                ReasonCode.SIGNED_BY_OTHER,
                "The image is signed, but by mallory@example.org (issuer https://accounts.example.org), not by "
                        + WORKFLOW,
                "authority-0",
                "Have the release workflow sign the image, or name the signer found in the policy if it is the one you meant");
        AuthorityResult authority = new AuthorityResult(
                "authority-0",
                Verdict.FAIL,
                List.of(),
                List.of(
                        new SearchStep("tag sha256-bbbb.sig", "1 signature"),
                        new SearchStep("referrers API", "404"),
                        new SearchStep("tag sha256-bbbb", "404")),
                List.of(reason));
        PolicyResult signature = new PolicyResult(
                "check-image-signature",
                "ClusterImagePolicy",
                "images/policies/chainguard.yaml",
                3,
                PolicyMode.ENFORCE,
                Verdict.FAIL,
                List.of(reason),
                List.of(authority),
                JsonNodeFactory.instance.objectNode().put("spec", "as the policy saw it"));
        PolicyResult user = new PolicyResult(
                "non-root-user",
                "ClusterImagePolicy",
                "images/policies/non-root.yaml",
                1,
                PolicyMode.ENFORCE,
                Verdict.FAIL,
                List.of(new Reason(
                        ReasonCode.POLICY_REJECTED,
                        "config.\"linux/amd64\".config.User: conflicting values \"65532\" and \"\"",
                        "",
                        "Set a numeric, non-zero USER in the image")),
                List.of(),
                null);
        return new GateReport.ImageReport(
                "registry.example.org/team/payments/service-with-a-rather-long-name:2026.11.21-rc.7",
                "registry.example.org/team/payments/service-with-a-rather-long-name@" + digest('b'),
                digest('b'),
                List.of("linux/amd64", "linux/arm64"),
                List.of(
                        new GateReport.Use(
                                "manifest",
                                "deploy/rendered/payments.yaml",
                                42,
                                "spec.template.spec.containers[0].image",
                                "Deployment payments/service"),
                        new GateReport.Use(
                                "manifest",
                                "deploy/rendered/batch.yaml",
                                17,
                                "spec.jobTemplate.spec.template.spec.containers[0].image",
                                "CronJob payments/nightly")),
                Verdict.FAIL,
                List.of(signature, user));
    }

    static GateReport.ImageReport error() {
        PolicyResult gate = new PolicyResult(
                "registry",
                GateReport.ImageReport.GATE,
                "",
                0,
                PolicyMode.ENFORCE,
                Verdict.ERROR,
                List.of(new Reason(
                        ReasonCode.REGISTRY_UNREACHABLE,
                        "Could not read quay.example.org/tool because the host name does not resolve",
                        "",
                        "Check the name and the network of this machine")),
                List.of(),
                null);
        return new GateReport.ImageReport(
                "quay.example.org/tool:3",
                "",
                "",
                List.of(),
                List.of(new GateReport.Use("image", null, 0, null, null)),
                Verdict.ERROR,
                List.of(gate));
    }

    static GateReport.ImageReport warned() {
        return image(
                "registry.example.org/team/web:7",
                'c',
                Verdict.WARN,
                policy(
                        "build-horizon",
                        PolicyMode.WARN,
                        Verdict.WARN,
                        new Reason(
                                ReasonCode.POLICY_REJECTED, "The image is older than 30 days", "", "Build it anew")));
    }

    static GateReport.ImageReport waived() {
        Reason reason = new Reason(
                ReasonCode.UNSIGNED,
                "No signature was found",
                "authority-0",
                "Sign the image",
                new Waived(
                        "platform@example.org",
                        "Vendor signs from 2.4 on",
                        "2026-12-31T23:59:59Z",
                        "images/waivers.yaml",
                        2,
                        false));
        return image(
                "vendor.example.org/agent:2.3",
                'd',
                Verdict.WAIVED,
                policy("vendor-signed", PolicyMode.ENFORCE, Verdict.WAIVED, reason));
    }

    static GateReport.ImageReport unmatched() {
        return image(
                "docker.io/library/busybox:1",
                'e',
                Verdict.UNMATCHED,
                new PolicyResult(
                        "no-match",
                        GateReport.ImageReport.GATE,
                        "",
                        0,
                        PolicyMode.ENFORCE,
                        Verdict.UNMATCHED,
                        List.of(),
                        List.of(),
                        null));
    }

    static List<Diagnostic> diagnostics() {
        SourceText policy = new SourceText(
                "images/policies/typo.yaml",
                "spec:\n  images:\n    - glob: \"**\"\n  authoritys:\n    - static: {action: pass}\n");
        return List.of(
                policy.error(
                        ReasonCode.POLICY_INVALID,
                        new Position(4, 3),
                        "unknown field \"spec.authoritys\"",
                        "Did you mean 'authorities'?"),
                Diagnostic.warning(
                        "waiver-expires-soon",
                        "images/waivers.yaml",
                        "The waiver ends in 5 days",
                        "Mend it or renew it"));
    }

    /** Every text that others control is hostile. */
    static GateReport hostile() {
        Reason reason = new Reason(
                ReasonCode.POLICY_REJECTED,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                new Waived(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, true));
        AuthorityResult authority = new AuthorityResult(
                HOSTILE,
                Verdict.FAIL,
                List.of(new AuthorityResult.Signer(HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                List.of(new SearchStep(HOSTILE, HOSTILE)),
                List.of(reason));
        PolicyResult policy = new PolicyResult(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                1,
                PolicyMode.ENFORCE,
                Verdict.FAIL,
                List.of(reason),
                List.of(authority),
                JsonNodeFactory.instance.objectNode().put(HOSTILE, HOSTILE));
        GateReport.ImageReport image = new GateReport.ImageReport(
                HOSTILE,
                HOSTILE + "@" + digest('f'),
                digest('f'),
                List.of(HOSTILE),
                List.of(new GateReport.Use("manifest", HOSTILE, 3, HOSTILE, HOSTILE)),
                Verdict.FAIL,
                List.of(policy));
        Diagnostic diagnostic = new Diagnostic(
                io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity.WARNING,
                HOSTILE,
                HOSTILE,
                3,
                4,
                HOSTILE,
                HOSTILE,
                HOSTILE);
        return of(List.of(image), List.of(diagnostic));
    }

    /** {@code count} images with one finding each. */
    static GateReport large(int count) {
        List<GateReport.ImageReport> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(image(
                    "registry.example.org/team-" + i % 17 + "/service-" + i + ":1." + i,
                    (char) ('a' + i % 6),
                    Verdict.FAIL,
                    policy(
                            "check-image-signature",
                            PolicyMode.ENFORCE,
                            Verdict.FAIL,
                            new Reason(
                                    ReasonCode.UNSIGNED,
                                    "No signature was found for registry.example.org/service-" + i,
                                    "authority-0",
                                    "Sign the image"))));
        }
        return of(images, List.of());
    }

    static PolicyResult policy(String name, PolicyMode mode, Verdict verdict, Reason... reasons) {
        return new PolicyResult(
                name,
                "ClusterImagePolicy",
                "images/policies/" + name + ".yaml",
                1,
                mode,
                verdict,
                List.of(reasons),
                List.of(),
                null);
    }

    static GateReport.ImageReport image(String name, char digit, Verdict verdict, PolicyResult... policies) {
        String repository = name.substring(0, name.lastIndexOf(':'));
        return new GateReport.ImageReport(
                name,
                repository + "@" + digest(digit),
                digest(digit),
                List.of("linux/amd64"),
                List.of(new GateReport.Use("image", null, 0, null, null)),
                verdict,
                List.of(policies));
    }

    static String digest(char digit) {
        return "sha256:" + String.valueOf(digit).repeat(64);
    }
}
