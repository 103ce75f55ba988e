package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageValidatingPolicyTest {
    private static final CertificateIdentity BUILDER = new CertificateIdentity(
            "https://token.actions.githubusercontent.com",
            List.of("https://github.com/acme/app/.github/workflows/release.yaml@refs/heads/main"),
            Map.of());
    private static final CertificateIdentity OTHER =
            new CertificateIdentity(BUILDER.issuer(), List.of("https://github.com/evil"), Map.of());
    private static final String IMAGE = "ghcr.io/acme/app:1";
    private static final String PINNED =
            "ghcr.io/acme/app@sha256:0123456789012345678901234567890123456789012345678901234567890123";

    private static String policy(String more) {
        return """
                apiVersion: policies.kyverno.io/v1
                kind: ImageValidatingPolicy
                metadata: {name: signed}
                spec:
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
                  matchImageReferences: [{glob: "ghcr.io/acme/*"}]
                  attestors:
                  - name: github
                    cosign:
                      keyless:
                        identities:
                        - issuer: https://token.actions.githubusercontent.com
                          subject: https://github.com/acme/app/.github/workflows/release.yaml@refs/heads/main
                  attestations:
                  - {name: slsa, intoto: {type: "https://slsa.dev/provenance/v1"}}
                """ + more.indent(2);
    }

    private static final String SIGNED = policy("""
            validations:
            - expression: images.containers.map(i, verifyImageSignatures(i, [attestors.github])).all(e, e > 0)
              message: not signed by the release workflow
            """);

    private static String pod(String image) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: app, namespace: prod, labels: {env: prod}}
                spec: {containers: [{name: app, image: "%s"}]}
                """.formatted(image);
    }

    private static PolicyResult only(Map<String, PolicyResult> results) {
        assertThat(results).hasSize(1);
        return results.values().iterator().next();
    }

    @Test
    void passesWhatIsSignedAndSaysWhyNot() throws Exception {
        assertThat(only(new Gatekeeper().policy(SIGNED).signedBy(IMAGE, BUILDER).judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        PolicyResult refused =
                only(new Gatekeeper().policy(SIGNED).signedBy(IMAGE, OTHER).judge(pod(IMAGE)));
        assertThat(refused.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(refused.reasons().get(0).message())
                .startsWith("Policy signed failed: not signed by the release workflow");
        assertThat(refused.authorities()).isNotEmpty();
    }

    @Test
    void keepsAnUnreachableRegistryApartFromUnsigned() throws Exception {
        assertThat(only(new Gatekeeper().policy(SIGNED).unreachable(IMAGE).judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void isNotAboutOtherImagesAndKinds() throws Exception {
        assertThat(new Gatekeeper().policy(SIGNED).judge(pod("docker.io/nginx:1")))
                .isEmpty();
        assertThat(new Gatekeeper().policy(SIGNED).judge(pod(IMAGE).replace("Pod", "ReplicationController")))
                .isEmpty();
    }

    @Test
    void coversControllersByGeneratedPolicies() throws Exception {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app, namespace: prod}
                spec: {template: {metadata: {labels: {env: prod}}, spec: {containers: [{name: app, image: "%s"}]}}}
                """.formatted(IMAGE);
        String conditional = SIGNED + """
              matchConditions:
              - {name: prod, expression: "object.metadata.labels.env == 'prod'"}
            """;
        assertThat(only(new Gatekeeper().policy(conditional).judge(deployment)).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(only(new Gatekeeper()
                                .policy(conditional)
                                .signedBy(IMAGE, BUILDER)
                                .judge(deployment))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        String none = SIGNED + "  autogen: {podControllers: {controllers: []}}\n";
        assertThat(new Gatekeeper().policy(none).judge(deployment)).isEmpty();
    }

    @Test
    void asksForADigestWhereNothingPins() throws Exception {
        String unpinned = SIGNED + "  validationConfigurations: {mutateDigest: false}\n";
        PolicyResult result =
                only(new Gatekeeper().policy(unpinned).signedBy(IMAGE, BUILDER).judge(pod(IMAGE)));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons().get(0).message()).contains("does not have a digest");
        assertThat(only(new Gatekeeper()
                                .policy(unpinned)
                                .signedBy(PINNED, BUILDER)
                                .judge(pod(PINNED)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(only(new Gatekeeper().policy(SIGNED).signedBy(IMAGE, BUILDER).judge(pod(IMAGE)))
                        .explanation()
                        .path("pinned")
                        .asText())
                .startsWith(IMAGE + "@sha256:");
    }

    @Test
    void refusesAPolicyThatVerifiesNothing() throws Exception {
        String lax = policy("validations: [{expression: 'true'}]");
        PolicyResult result =
                only(new Gatekeeper().policy(lax).signedBy(IMAGE, BUILDER).judge(pod(IMAGE)));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons().get(0).message()).contains("no policy performed a signature");
    }

    @Test
    void reportsOnlyWhereThePolicyAudits() throws Exception {
        assertThat(only(new Gatekeeper()
                                .policy(SIGNED + "  validationActions: [Audit]\n")
                                .judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void readsVerifiedProvenanceOnly() throws Exception {
        String provenance = policy("""
                validations:
                - expression: images.containers.map(i, verifyAttestationSignatures(i, attestations.slsa, [attestors.github])).all(e, e > 0)
                - expression: images.containers.all(i, extractPayload(i, attestations.slsa).predicate.runDetails.builder.id == 'https://builder')
                  messageExpression: "'built by ' + extractPayload(images.containers[0], attestations.slsa).predicate.runDetails.builder.id"
                """);
        String statement = "{\"predicateType\": \"https://slsa.dev/provenance/v1\", \"predicate\": {\"runDetails\":"
                + " {\"builder\": {\"id\": \"%s\"}}}}";
        Gatekeeper good =
                new Gatekeeper().policy(provenance).attested(IMAGE, BUILDER, statement.formatted("https://builder"));
        assertThat(only(good.judge(pod(IMAGE))).verdict()).isEqualTo(Verdict.PASS);
        Gatekeeper bad =
                new Gatekeeper().policy(provenance).attested(IMAGE, BUILDER, statement.formatted("https://laptop"));
        assertThat(only(bad.judge(pod(IMAGE))).reasons().get(0).message()).contains("built by https://laptop");
        Gatekeeper forged =
                new Gatekeeper().policy(provenance).attested(IMAGE, OTHER, statement.formatted("https://builder"));
        assertThat(only(forged.judge(pod(IMAGE))).verdict()).isEqualTo(Verdict.FAIL);
        String unverified = policy("""
                validations:
                - expression: images.containers.all(i, extractPayload(i, attestations.slsa).predicate.runDetails.builder.id == 'https://builder')
                """);
        assertThat(only(new Gatekeeper()
                                .policy(unverified)
                                .attested(IMAGE, BUILDER, statement.formatted("https://builder"))
                                .judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void evaluatesVariablesWithDocumentsBesideThePolicy() throws Exception {
        String policy = policy("""
                variables:
                - {name: cm, expression: 'resource.Get("v1", "configmaps", object.metadata.namespace, "envs")'}
                - {name: env, expression: 'variables.cm.data.env'}
                validations:
                - expression: object.metadata.labels.env == variables.env && parseImageReference(images.containers[0]).registry() == 'ghcr.io'
                - expression: images.containers.map(i, verifyImageSignatures(i, [attestors.github])).all(e, e > 0)
                """);
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: envs, namespace: prod}\ndata: {env: prod}\n";
        assertThat(only(new Gatekeeper()
                                .policy(policy)
                                .policy(map)
                                .signedBy(IMAGE, BUILDER)
                                .judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(only(new Gatekeeper().policy(policy).signedBy(IMAGE, BUILDER).judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void honoursExceptionsWhileTheyLast() throws Exception {
        String exception = """
                apiVersion: policies.kyverno.io/v1
                kind: PolicyException
                metadata: {name: x, namespace: prod}
                spec:
                  policyRefs: [{name: signed, kind: ImageValidatingPolicy}]
                  matchConditions: [{name: app, expression: "object.metadata.name == 'app'"}]
                """;
        assertThat(only(new Gatekeeper().policy(SIGNED).policy(exception).judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.WAIVED);
        assertThat(only(new Gatekeeper()
                                .policy(SIGNED)
                                .policy(exception + "  expiresAt: 2020-01-01T00:00:00Z\n")
                                .judge(pod(IMAGE)))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validations: [{expression: 'http.Get(\"https://x\").ok'}]",
                "validations: [{expression: 'globalContext.Get(\"x\", \"y\") == 1'}]",
                "validations: [{expression: 'variables.nope == 1'}]",
                "validations: [{expression: 'image.registry == \"x\"'}]",
                "validations: [{expression: 'imageverify.verify(images.containers, attestors.github)'}]",
                "validations: []",
                "validations: [{expression: 'true'}]\nvalidationActions: [Foo]",
                "validations: [{expression: 'true'}]\nnope: 1",
            })
    void refusesToLoad(String more) {
        assertThat(new Gatekeeper().policy(policy(more)).errors()).isNotEmpty();
    }
}
