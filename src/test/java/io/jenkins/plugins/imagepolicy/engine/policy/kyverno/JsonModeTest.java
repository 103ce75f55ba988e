package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.GateRequest;
import io.jenkins.plugins.imagepolicy.engine.Gates;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ImageValidatingPolicy for plain JSON (specification 9.7). */
class JsonModeTest {
    private static final CertificateIdentity BUILDER =
            new CertificateIdentity("https://issuer", List.of("https://github.com/acme/app"), Map.of());
    private static final String POLICY = """
            apiVersion: policies.kyverno.io/v1
            kind: ImageValidatingPolicy
            metadata: {name: plan}
            spec:
              evaluation: {mode: JSON}
              validationConfigurations: {mutateDigest: false, verifyDigest: false}
              images: [{name: steps, expression: "object.steps.map(s, s.registry + '/' + s.image)"}]
              attestors:
              - name: builder
                cosign: {keyless: {identities: [{issuer: "https://issuer", subject: "https://github.com/acme/app"}]}}
              validations:
              - expression: images.steps.map(i, verifyImageSignatures(i, [attestors.builder])).all(e, e > 0)
                message: a step uses an image that nobody signed
              - expression: object.owner == 'team-a'
                message: not ours
            """;
    private static final String PLAN = """
            {"owner": "team-a", "steps": [{"registry": "127.0.0.1:1", "image": "aa:1"}, {"registry": "127.0.0.1:1", "image": "bb:1"}]}
            """;

    @TempDir
    Path folder;

    private static Gatekeeper gate(String... signed) {
        Gatekeeper gate = new Gatekeeper().policy(POLICY);
        for (String image : signed) {
            gate.signedBy(image, BUILDER);
        }
        return gate;
    }

    @Test
    void judgesEveryImageOfAPayload() throws Exception {
        assertThat(gate("127.0.0.1:1/aa:1", "127.0.0.1:1/bb:1").judge(PLAN))
                .hasSize(2)
                .allSatisfy((name, result) -> assertThat(result.verdict()).isEqualTo(Verdict.PASS));
        assertThat(gate("127.0.0.1:1/aa:1").verdict(PLAN)).contains(Verdict.FAIL);
        assertThat(gate("127.0.0.1:1/aa:1", "127.0.0.1:1/bb:1").verdict(PLAN.replace("team-a", "team-b")))
                .contains(Verdict.FAIL);
    }

    @Test
    void isForPayloadsAlone() throws Exception {
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: aa}]}}";
        assertThat(gate().judge(pod)).isEmpty();
        assertThat(gate().judgeImage("127.0.0.1:1/aa:1")).isEmpty();
        Gatekeeper kubernetes = new Gatekeeper()
                .policy(POLICY.replace(
                                "evaluation: {mode: JSON}",
                                "matchConstraints: {resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], resources: ['*']}]}")
                        .replace("mode: JSON", ""));
        assertThat(kubernetes.judge(PLAN)).isEmpty();
    }

    @Test
    void hasNoRequestAndNoVariables() {
        for (String expression : new String[] {"variables.x == 1", "request.namespace == 'a'", "has(resource.Get)"}) {
            assertThat(new Gatekeeper()
                            .policy(POLICY.replace("object.owner == 'team-a'", expression))
                            .errors())
                    .as(expression)
                    .isNotEmpty();
        }
    }

    private GateReport run(String policy, String payload) throws Exception {
        Files.writeString(folder.resolve("policy.yaml"), policy);
        Files.writeString(folder.resolve("plan.json"), payload);
        return Gates.run(GateRequest.builder()
                .directory(folder.toString())
                .policies(List.of("policy.yaml"))
                .manifests(List.of("plan.json"))
                .timeoutSeconds(20));
    }

    @Test
    void reachesTheGate() throws Exception {
        GateReport report = run(POLICY, PLAN);
        assertThat(Gates.diagnostics(report)).isEmpty();
        assertThat(report.images()).hasSize(2);
        assertThat(report.verdict().toString()).isEqualToIgnoringCase("error");
        assertThat(report.images().get(0).uses().get(0).kind()).isEqualTo("manifest");
    }

    /** A payload that no policy is about is an error, never nothing. */
    @Test
    void refusesWhatNoPolicyReads() throws Exception {
        String kubernetes = POLICY.replace("evaluation: {mode: JSON}", """
                matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], resources: [pods]}]}""".strip());
        for (String[] row : new String[][] {
            {kubernetes, PLAN},
            {POLICY, "{\"owner\": \"team-a\", \"steps\": []}"},
            {POLICY, "{\"steps\": 1}"},
            {POLICY, "[]"}
        }) {
            GateReport report = run(row[0], row[1]);
            assertThat(report.verdict().toString()).as(row[1]).isEqualToIgnoringCase("error");
        }
    }
}
