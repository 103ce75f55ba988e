package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdicts of ImageValidatingPolicy, sentence by sentence of the specification (9.1 to 9.6). */
class ImageValidatingVerdictsTest {
    private static final CertificateIdentity SIGNER = new CertificateIdentity("i", List.of("s"), Map.of());
    private static final String IMAGE = "ghcr.io/o/app:1";
    private static final String RULES =
            "matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]},";
    private static final String ATTESTOR =
            "attestors: [{name: a, cosign: {keyless: {identities: [{issuer: i, subject: s}]}}}],";
    private static final String SIGNED =
            "validations: [{expression: 'images.containers.all(x, verifyImageSignatures(x, [attestors.a]) > 0)'}]";

    private static String policy(String... parts) {
        return "{apiVersion: policies.kyverno.io/v1, kind: ImageValidatingPolicy, metadata: {name: p}, spec: {"
                + String.join(" ", parts) + "}}";
    }

    private static String pod(String... images) {
        StringBuilder containers = new StringBuilder();
        for (int i = 0; i < images.length; i++) {
            containers
                    .append("{name: c")
                    .append(i)
                    .append(", image: '")
                    .append(images[i])
                    .append("'},");
        }
        return "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: x, labels: {a: b}}, spec: {containers: ["
                + containers + "]}}";
    }

    private static String verdict(Gatekeeper gate, String manifest) throws Exception {
        assertThat(gate.errors()).isEmpty();
        Map<String, PolicyResult> results = gate.judge(manifest);
        return results.isEmpty()
                ? "none"
                : results.values().iterator().next().verdict() + " "
                        + results.values().iterator().next().reasons();
    }

    private static String verdict(String policy, String manifest, boolean signed) throws Exception {
        Gatekeeper gate = new Gatekeeper().policy(policy);
        return verdict(signed ? gate.signedBy(IMAGE, SIGNER) : gate, manifest);
    }

    @Test
    void anErrorInAConditionIsNoReasonToPass() throws Exception {
        for (String wrong : List.of("object.nope == 1", "object.metadata.name", "object.metadata.labels.a == 1 / 0")) {
            String policy = policy(
                    RULES,
                    ATTESTOR,
                    "matchConditions: [{name: c, expression: \"" + wrong + "\"}],",
                    SIGNED,
                    ", failurePolicy: Ignore");
            assertThat(verdict(policy, pod(IMAGE), true)).as(wrong).startsWith("ERROR");
        }
        String never = policy(RULES, ATTESTOR, "matchConditions: [{name: c, expression: 'false'}],", SIGNED);
        assertThat(verdict(never, pod(IMAGE), false)).isEqualTo("none");
    }

    @Test
    void referencesThatCannotBeDecidedAreErrors() throws Exception {
        for (String wrong : List.of("ref.split('/')[9] == 'x'", "dyn(ref)", "dyn(1)")) {
            String policy = policy(RULES, ATTESTOR, "matchImageReferences: [{expression: \"" + wrong + "\"}],", SIGNED);
            assertThat(verdict(policy, pod(IMAGE), true)).as(wrong).startsWith("ERROR");
        }
    }

    @Test
    void validationsThatGiveNoBooleanAreErrors() throws Exception {
        for (String wrong : List.of(
                "object.metadata.name",
                "object.nope",
                "images.containers[9] == 'x'",
                "verifyImageSignatures('no image!', [attestors.a]) == 0 && object.nope")) {
            String policy = policy(RULES, ATTESTOR, "validations: [{expression: \"" + wrong + "\"}]");
            assertThat(verdict(policy, pod(IMAGE), true)).as(wrong).startsWith("ERROR");
        }
    }

    @Test
    void whatCouldNotBeDecidedIsNotTakenForUnsigned() throws Exception {
        String forbids = policy(
                RULES,
                ATTESTOR,
                "validationConfigurations: {required: false},",
                "validations: [{expression: 'images.containers.all(x, verifyImageSignatures(x, [attestors.a]) == 0)'}]");
        assertThat(verdict(forbids, pod(IMAGE), false)).startsWith("PASS");
        assertThat(verdict(forbids, pod(IMAGE), true)).startsWith("FAIL");
        assertThat(verdict(new Gatekeeper().policy(forbids).unreachable(IMAGE), pod(IMAGE)))
                .startsWith("ERROR")
                .contains("REGISTRY_UNREACHABLE");
    }

    @Test
    void validationsAreAskedInOrder() throws Exception {
        String policy = policy(
                RULES,
                ATTESTOR,
                "validations: [{expression: 'false', message: first}, {expression: 'false', message: second}]");
        assertThat(verdict(policy, pod(IMAGE), true))
                .startsWith("FAIL")
                .contains("first")
                .doesNotContain("second");
        String plain = policy(RULES, ATTESTOR, "validations: [{expression: 'false'}]");
        assertThat(verdict(plain, pod(IMAGE), true)).contains("CEL expression validation failed at index 0");
        String broken = policy(
                RULES,
                ATTESTOR,
                "validations: [{expression: 'false', messageExpression: 'object.nope', message: plain}]");
        assertThat(verdict(broken, pod(IMAGE), true)).contains("plain");
    }

    /** Every image of the pod is asked, and one that nobody signed refuses them all. */
    @Test
    void oneUnsignedImageFailsTheValidation() throws Exception {
        String policy = policy(RULES, ATTESTOR, SIGNED);
        Gatekeeper gate = new Gatekeeper().policy(policy).signedBy(IMAGE, SIGNER);
        assertThat(gate.judge(pod(IMAGE, "ghcr.io/o/other:1")).values())
                .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.FAIL));
    }

    /** A check of one container says nothing of another. */
    @Test
    void whatNoExpressionVerifiesIsNotVerified() throws Exception {
        String first = policy(
                RULES,
                ATTESTOR,
                "validations: [{expression: 'verifyImageSignatures(images.containers[0], [attestors.a]) > 0'}]");
        Map<String, PolicyResult> results =
                new Gatekeeper().policy(first).signedBy(IMAGE, SIGNER).judge(pod(IMAGE, "ghcr.io/o/other:1"));
        assertThat(results.get("p " + IMAGE).verdict()).isEqualTo(Verdict.PASS);
        assertThat(results.get("p ghcr.io/o/other:1").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void countsOfNothingAreZero() throws Exception {
        for (String zero : List.of(
                "verifyImageSignatures(images.containers[0], []) == 0",
                "verifyImageSignatures('ghcr.io/o/elsewhere:1', [attestors.a]) == 0")) {
            String policy = policy(
                    RULES,
                    ATTESTOR,
                    "validationConfigurations: {required: false},",
                    "validations: [{expression: \"" + zero + "\"}]");
            assertThat(verdict(policy, pod(IMAGE), true)).as(zero).startsWith("PASS");
            assertThat(verdict(policy.replace("required: false", "required: true"), pod(IMAGE), true))
                    .as(zero)
                    .startsWith("FAIL")
                    .contains("no policy performed");
        }
        String twice = policy(
                RULES,
                ATTESTOR,
                "validations: [{expression: 'verifyImageSignatures(images.containers[0], [attestors.a, attestors.a]) == 2'}]");
        assertThat(verdict(twice, pod(IMAGE), true)).startsWith("PASS");
    }

    /** A policy that is content with zero still must have verified the image. */
    @Test
    void requiredRefusesWhatFailedThoughTheExpressionIsContent() throws Exception {
        String lax = policy(
                RULES,
                ATTESTOR,
                "validations: [{expression: 'images.containers.all(x, verifyImageSignatures(x, [attestors.a]) >= 0)'}]");
        assertThat(verdict(lax, pod(IMAGE), false)).startsWith("FAIL");
        assertThat(verdict(lax, pod(IMAGE), true)).startsWith("PASS");
    }

    @Test
    void digestsAreAskedForBeforeAnything() throws Exception {
        String policy = policy(RULES, ATTESTOR, "validationConfigurations: {mutateDigest: false},", SIGNED);
        assertThat(verdict(policy, pod(IMAGE), true)).startsWith("FAIL").contains("does not have a digest");
    }

    @Test
    void actions() throws Exception {
        for (String[] row : new String[][] {
            {"[Deny]", "FAIL"},
            {"[Audit]", "WARN"},
            {"[Warn]", "WARN"},
            {"[Audit, Warn]", "WARN"},
            {"[Audit, Deny]", "FAIL"}
        }) {
            String policy = policy(RULES, ATTESTOR, "validationActions: " + row[0] + ",", SIGNED);
            assertThat(verdict(policy, pod(IMAGE), false)).as(row[0]).startsWith(row[1]);
            assertThat(verdict(new Gatekeeper().policy(policy).unreachable(IMAGE), pod(IMAGE)))
                    .as(row[0] + " in error")
                    .startsWith("ERROR");
        }
    }

    @Test
    void globsCrossSlashesAndImagesStayAsTheyAreWritten() throws Exception {
        for (String[] row : new String[][] {
            {"ghcr.io/*", IMAGE, "FAIL"}, {"ghcr.io/*/app:*", IMAGE, "FAIL"}, {"ghcr.io/?/app:[0-9]", IMAGE, "FAIL"},
            {"ghcr.io/{o,p}/**", IMAGE, "FAIL"}, {"ghcr.io/[!o]/*", IMAGE, "none"}, {"docker.io/*", "nginx:1", "none"},
            {"nginx*", "nginx:1", "FAIL"}, {"ghcr.io", IMAGE, "none"}
        }) {
            String policy = policy(RULES, ATTESTOR, "matchImageReferences: [{glob: '" + row[0] + "'}],", SIGNED);
            assertThat(verdict(policy, pod(row[1]), false)).as(row[0]).startsWith(row[2]);
        }
    }

    @Test
    void identities() throws Exception {
        String image = policy(RULES, ATTESTOR, SIGNED);
        for (String[] row : new String[][] {
            {"{issuer: i, subject: s}", "PASS"},
            {"{issuer: i, subject: '*'}", "FAIL"},
            {"{issuer: i}", "PASS"},
            {"{issuerRegExp: '.', subjectRegExp: '^s$'}", "PASS"},
            {"{issuer: other, issuerRegExp: '^i$', subject: s}", "PASS"},
            {"{issuer: other, subject: s}, {issuer: i, subject: s}", "PASS"},
            {"{issuer: i, subject: ss}", "FAIL"}
        }) {
            String policy = image.replace("{issuer: i, subject: s}", row[0]);
            Gatekeeper legacy = new Gatekeeper()
                    .policy(policy)
                    .format(SignatureFormat.LEGACY)
                    .signedBy(IMAGE, SIGNER);
            assertThat(verdict(legacy, pod(IMAGE))).as(row[0]).startsWith(row[1]);
        }
        String two = image.replace("{issuer: i, subject: s}", "{issuer: other, subject: s}, {issuer: i, subject: s}");
        Gatekeeper bundles =
                new Gatekeeper().policy(two).format(SignatureFormat.BUNDLE).signedBy(IMAGE, SIGNER);
        assertThat(verdict(bundles, pod(IMAGE))).as("bundles take one identity").doesNotStartWith("PASS");
        String both = image.replace("{issuer: i, subject: s}", "{issuer: other, issuerRegExp: '^i$', subject: s}");
        Gatekeeper exact =
                new Gatekeeper().policy(both).format(SignatureFormat.BUNDLE).signedBy(IMAGE, SIGNER);
        assertThat(verdict(exact, pod(IMAGE))).as("bundles ask for both").doesNotStartWith("PASS");
    }

    @Test
    void attestations() throws Exception {
        String statement = "{\"predicateType\": \"https://t\", \"predicate\": {\"a\": 1}}";
        String named = "attestations: [{name: t, intoto: {type: 'https://t'}}],";
        String unknown = policy(
                RULES,
                ATTESTOR,
                named,
                "validations: [{expression: \"verifyAttestationSignatures(images.containers[0], 'nope', [attestors.a]) > 0\"}]");
        Gatekeeper gate = new Gatekeeper().policy(unknown).attested(IMAGE, SIGNER, statement);
        assertThat(verdict(gate, pod(IMAGE))).startsWith("ERROR").contains("attestation not found in policy: nope");
        String other = policy(
                RULES,
                ATTESTOR,
                named.replace("https://t", "https://other"),
                "validations: [{expression: \"verifyAttestationSignatures(images.containers[0], attestations.t, [attestors.a]) > 0\"}]");
        assertThat(verdict(new Gatekeeper().policy(other).attested(IMAGE, SIGNER, statement), pod(IMAGE)))
                .startsWith("FAIL");
        String early = policy(
                RULES,
                ATTESTOR,
                named,
                "validations: [{expression: \"extractPayload(images.containers[0], attestations.t).predicate.a == 1\"}]");
        assertThat(verdict(new Gatekeeper().policy(early).attested(IMAGE, SIGNER, statement), pod(IMAGE)))
                .startsWith("ERROR")
                .contains("before verifying");
    }

    @Test
    void generatedPoliciesAskTheSame() throws Exception {
        String template = "{apiVersion: %s, kind: %s, metadata: {name: d, namespace: x}, spec: %s}";
        String spec =
                "{template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: '" + IMAGE + "'}]}}}";
        String policy = policy(
                RULES,
                ATTESTOR,
                "matchConditions: [{name: c, expression: \"object.metadata.labels.a == 'b' && object.metadata.namespace == 'x'\"}],",
                SIGNED);
        for (String[] row : new String[][] {
            {"apps/v1", "Deployment", spec},
            {"apps/v1", "StatefulSet", spec},
            {"apps/v1", "DaemonSet", spec},
            {"apps/v1", "ReplicaSet", spec},
            {"batch/v1", "Job", spec},
            {"batch/v1", "CronJob", "{jobTemplate: {spec: " + spec + "}}"}
        }) {
            assertThat(verdict(policy, template.formatted((Object[]) row), false))
                    .as(row[1])
                    .startsWith("FAIL");
            assertThat(verdict(policy, template.formatted((Object[]) row), true))
                    .as(row[1])
                    .startsWith("PASS");
        }
        String other = policy.replace("resources: [pods]", "resources: [pods, services]");
        assertThat(verdict(other, template.formatted("apps/v1", "Deployment", spec), false))
                .isEqualTo("none");
        String some = policy(RULES, ATTESTOR, "autogen: {podControllers: {controllers: [jobs]}},", SIGNED);
        assertThat(verdict(some, template.formatted("apps/v1", "Deployment", spec), false))
                .isEqualTo("none");
        assertThat(verdict(some, template.formatted("batch/v1", "Job", spec), false))
                .startsWith("FAIL");
    }

    /** What a policy's own extractors find is judged, and what they cannot find refuses. */
    @Test
    void ownExtractors() throws Exception {
        String rules = RULES.replace("['']", "[tekton.dev]").replace("pods", "tasks");
        String policy = policy(
                rules,
                ATTESTOR,
                "images: [{name: steps, expression: 'object.spec.steps.map(s, s.image)'}],",
                SIGNED.replace("containers", "steps"));
        String task =
                "{apiVersion: tekton.dev/v1, kind: Task, metadata: {name: t, namespace: x}, spec: {steps: [{image: '"
                        + IMAGE + "'}]}}";
        assertThat(verdict(policy, task, true)).as("nothing pins such fields").contains("does not have a digest");
        String tagged =
                policy.replace("attestors: [{", "validationConfigurations: {verifyDigest: false}, attestors: [{");
        assertThat(verdict(tagged, task, true)).startsWith("PASS");
        assertThat(verdict(tagged, task, false)).startsWith("FAIL");
        String selector =
                policy.replace("matchConstraints: {", "matchConstraints: {namespaceSelector: {matchLabels: {a: b}}, ");
        Gatekeeper gate = new Gatekeeper().policy(selector).signedBy(IMAGE, SIGNER);
        assertThat(gate.load()
                        .policies()
                        .get(0)
                        .images(io.jenkins.plugins.imagepolicy.engine.manifest.Manifests.read(
                                        new io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText("t.yaml", task),
                                        "")
                                .workloads()
                                .get(0)))
                .as("a use that is no image, since the namespace's labels are unknown")
                .singleElement()
                .satisfies(use -> assertThat(use.image()).startsWith("("));
    }
}
