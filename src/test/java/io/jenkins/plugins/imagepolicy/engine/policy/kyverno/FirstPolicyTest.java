package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The policy of a published lesson, whose attestors stand beside the item they belong to. */
class FirstPolicyTest {
    static final String LESSON = """
            apiVersion: kyverno.io/v1
            kind: ClusterPolicy
            metadata:
              name: check-image-signature
            spec:
              validationFailureAction: Enforce
              rules:
                - name: check-chainguard-signature
                  match:
                    any:
                    - resources:
                        kinds:
                          - Pod
                  verifyImages:
                  - imageReferences:
                    - "cgr.dev/chainguard/*"
                  attestors:
                  - count: 1
                    entries:
                    - keyless:
                        subject: "https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main"
                        issuer: "https://token.actions.githubusercontent.com"
            """;
    private static final CertificateIdentity CHAINGUARD = new CertificateIdentity(
            "https://token.actions.githubusercontent.com",
            List.of("https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main"),
            Map.of());
    private static final String IMAGE = "cgr.dev/chainguard/crossplane:v1.15.0";
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: crossplane
              namespace: crossplane-system
            spec:
              containers:
              - name: crossplane
                image: cgr.dev/chainguard/crossplane:v1.15.0
            """;

    private static String mended() {
        Diagnostic misplaced = new Gatekeeper().policy(LESSON).errors().get(0);
        return misplaced.remedy().substring(misplaced.remedy().indexOf("apiVersion"));
    }

    @Test
    void refusesItAsPrintedAndSaysWhere() {
        List<Diagnostic> errors = new Gatekeeper().policy(LESSON).errors();
        assertThat(new Gatekeeper().policy(LESSON).load().policies()).isEmpty();
        assertThat(errors.get(0).line()).isEqualTo(17);
        assertThat(errors.get(0).column()).isEqualTo(7);
        assertThat(errors.get(0).message())
                .contains("spec.rules[0].attestors: Invalid value: value provided for unknown field")
                .contains("unknown field \"spec.rules[0].attestors\"");
        assertThat(errors.get(0).excerpt()).contains("attestors:").contains("^");
    }

    @Test
    void saysWhatElseKeepsItFromLoading() {
        List<Diagnostic> errors = new Gatekeeper().policy(LESSON).errors();
        assertThat(errors).hasSize(2);
        assertThat(errors.get(1).message()).contains("Either Rekor URL or roots are required");
        assertThat(errors.get(1).line()).isEqualTo(20);
        assertThat(errors.get(1).remedy()).contains("url: https://rekor.sigstore.dev");
    }

    @Test
    void printsAMendedPolicyThatLoadsAndVerifies() throws Exception {
        assertThat(new Gatekeeper().policy(mended()).errors()).isEmpty();
        assertThat(new Gatekeeper().policy(mended()).verdict(POD)).contains(Verdict.FAIL);
        assertThat(new Gatekeeper().policy(mended()).signedBy(IMAGE, CHAINGUARD).verdict(POD))
                .contains(Verdict.PASS);
        CertificateIdentity other = new CertificateIdentity(CHAINGUARD.issuer(), List.of("https://evil"), Map.of());
        assertThat(new Gatekeeper().policy(mended()).signedBy(IMAGE, other).verdict(POD))
                .contains(Verdict.FAIL);
    }

    @Test
    void neverTakesACertificateWithoutSubject() throws Exception {
        CertificateIdentity nobody = new CertificateIdentity(CHAINGUARD.issuer(), List.of(), Map.of());
        assertThat(new Gatekeeper().policy(mended()).signedBy(IMAGE, nobody).verdict(POD))
                .contains(Verdict.FAIL);
    }

    @Test
    void coversPodControllersByGeneratedRules() throws Exception {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: x}
                spec: {template: {spec: {containers: [{name: c, image: "cgr.dev/chainguard/crossplane:v1.15.0"}]}}}
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: y}
                spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: "cgr.dev/chainguard/y:1"}]}}}}}
                """;
        var results = new Gatekeeper().policy(mended()).judge(deployment);
        assertThat(results).hasSize(2);
        assertThat(results.get("check-image-signature " + IMAGE)
                        .reasons()
                        .get(0)
                        .message())
                .startsWith("autogen-check-chainguard-signature: failed to verify image " + IMAGE);
        assertThat(results.get("check-image-signature cgr.dev/chainguard/y:1")
                        .reasons()
                        .get(0)
                        .message())
                .startsWith("autogen-cronjob-check-chainguard-signature");
    }

    @Test
    void judgesAnImageNamedDirectlyAsAPod() throws Exception {
        Gatekeeper gate = new Gatekeeper().policy(mended()).signedBy(IMAGE, CHAINGUARD);
        assertThat(gate.judgeImage(IMAGE)).hasSize(1);
        assertThat(gate.judgeImage(IMAGE).get(0).verdict()).isEqualTo(Verdict.PASS);
        assertThat(gate.judgeImage("cgr.dev/chainguard/unsigned:1").get(0).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(gate.judgeImage("ghcr.io/other:1")).isEmpty();
    }

    @Test
    void isAnErrorWhenTheRegistryCannotBeReached() throws Exception {
        assertThat(new Gatekeeper().policy(mended()).unreachable(IMAGE).verdict(POD))
                .contains(Verdict.ERROR);
    }
}
