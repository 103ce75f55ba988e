package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CEL before the rules of a ClusterPolicy, and what a policy says it applies to. */
class WebhookConditionsTest {
    private static final String POLICY = """
            apiVersion: kyverno.io/v1
            kind: ClusterPolicy
            metadata: {name: p}
            spec:
              webhookConfiguration:
                failurePolicy: Ignore
                matchConditions:
                - {name: prod, expression: "%s"}
                - {name: kind, expression: "request.kind.kind == 'Pod'"}
              rules:
              - name: r
                match: {any: [{resources: {kinds: [Pod], namespaces: [prod, "team-*"]}}]}
                verifyImages:
                - imageReferences: ["ghcr.io/*"]
                  failureAction: Enforce
                  attestors: [{entries: [{keyless: {subject: a, issuer: b, rekor: {url: "https://rekor"}}}]}]
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: app, namespace: prod, labels: {env: prod}}
            spec: {containers: [{name: app, image: "ghcr.io/acme/app:1"}]}
            """;

    private static Map<String, PolicyResult> judge(String condition) throws Exception {
        return new Gatekeeper().policy(POLICY.formatted(condition)).judge(POD);
    }

    @Test
    void decideWhetherThePolicyLooks() throws Exception {
        assertThat(judge("object.metadata.labels.env == 'prod'").values())
                .singleElement()
                .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.FAIL));
        assertThat(judge("object.metadata.labels.env != 'prod'")).isEmpty();
        assertThat(judge("oldObject != null")).isEmpty();
    }

    /** Also with failurePolicy Ignore: the gate lets nothing pass because it could not decide. */
    @Test
    void refuseWhatTheyCannotDecide() throws Exception {
        assertThat(judge("object.metadata.labels.nope == 'x'").values())
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
                    assertThat(result.reasons().get(0).code()).isEqualTo(ReasonCode.POLICY_INVALID);
                });
        String endless =
                "object.metadata.name.size() >= 0 && " + "lists.range(1000).all(a, ".repeat(3) + "true" + ")".repeat(3);
        assertThat(judge(endless).values()).singleElement().satisfies(result -> assertThat(
                        result.reasons().get(0).code())
                .isIn(ReasonCode.TIMEOUT, ReasonCode.POLICY_INVALID));
        assertThat(judge("object.metadata.labels.nope == 'x' || true")).isNotEmpty();
    }

    @Test
    void areCheckedWhenThePolicyIsLoaded() {
        for (String wrong :
                new String[] {"object.", "authorizer.group('').resource('pods').check('get').allowed()", ""}) {
            assertThat(new Gatekeeper().policy(POLICY.formatted(wrong)).errors())
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    @Test
    void policiesSayWhatTheyApplyTo() {
        Policy policy = new Gatekeeper()
                .policy(POLICY.formatted("true"))
                .load()
                .policies()
                .get(0);
        assertThat(policy.appliesTo())
                .contains("images ghcr.io/*", "Pod", "namespaces prod or team-*", "matchConditions");
    }

    @Test
    void policiesInCelSayWhatTheyApplyTo() {
        String policy = """
                apiVersion: policies.kyverno.io/v1
                kind: %s
                metadata: {name: p, namespace: team}
                spec:
                  %s
                  matchImageReferences: [{glob: "ghcr.io/*"}, {expression: "ref.startsWith('quay.io/')"}]
                  images: [{name: a, expression: "[object.image]"}]
                  attestors: []
                  validations: [{expression: "true"}]
                """;
        String pods =
                "matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources:"
                        + " [pods]}]}";
        assertThat(reach(policy.formatted("NamespacedImageValidatingPolicy", pods)))
                .contains("ghcr.io/*", "with ref.startsWith('quay.io/')", "in pods", "controllers", "namespace team");
        assertThat(reach(policy.formatted("ImageValidatingPolicy", "evaluation: {mode: JSON}")))
                .contains("in JSON payloads");
    }

    private static String reach(String policy) {
        Gatekeeper gate = new Gatekeeper().policy(policy);
        assertThat(gate.errors()).isEmpty();
        return gate.load().policies().get(0).appliesTo();
    }
}
