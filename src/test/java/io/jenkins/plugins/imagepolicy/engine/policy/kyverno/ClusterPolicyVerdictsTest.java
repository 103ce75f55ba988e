package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdicts of verifyImages rules, sentence by sentence of the specification (2, 4, 6, 7, 8). */
class ClusterPolicyVerdictsTest {
    private static final CertificateIdentity SIGNER = new CertificateIdentity("i", List.of("s"), Map.of());
    private static final String KEYLESS =
            "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: 'https://r'}}}]}]";
    private static final String NOBODY =
            "attestors: [{entries: [{keyless: {subject: nobody, issuer: i, rekor: {url: 'https://r'}}}]}]";
    private static final String DIGEST = "@sha256:0123456789012345678901234567890123456789012345678901234567890123";

    private static String policy(String spec, String rule, String... items) {
        return "{apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: p}, spec: {" + spec
                + " rules: [{name: r,"
                + " match: {any: [{resources: {kinds: [Pod]}}]}," + rule + " verifyImages: [{"
                + String.join("}, {", items) + "}]}]}}";
    }

    private static String item(String more) {
        return "imageReferences: ['ghcr.io/*'], failureAction: Enforce, " + more;
    }

    private static String pod(String image) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: x, labels: {a: b}}, spec: {containers: [{name: c,"
                + " image: '" + image + "'}]}}";
    }

    private static String verdict(String policy, String image, boolean signed) throws Exception {
        Gatekeeper gate = new Gatekeeper().policy(policy);
        assertThat(gate.errors()).isEmpty();
        if (signed) {
            gate.signedBy(image, SIGNER);
        }
        Map<String, PolicyResult> results = gate.judge(pod(image));
        return results.isEmpty()
                ? "none"
                : results.values().iterator().next().verdict() + " "
                        + results.values().iterator().next().reasons();
    }

    /** Patterns are compared with the whole reference as it stands, a digest in place of the tag. */
    @Test
    void patternsAndReferences() throws Exception {
        String tagged = policy("", "", "imageReferences: ['ghcr.io/o/app:1.*'], failureAction: Enforce, " + KEYLESS);
        assertThat(verdict(tagged, "ghcr.io/o/app:1.2", true)).startsWith("PASS");
        assertThat(verdict(tagged, "ghcr.io/o/app:1.2" + DIGEST, true)).isEqualTo("none");
        String short_ = policy("", "", "imageReferences: ['nginx*'], failureAction: Enforce, " + KEYLESS);
        assertThat(verdict(short_, "nginx:1", true)).isEqualTo("none");
        String hub = policy("", "", "imageReferences: ['docker.io/nginx*'], failureAction: Enforce, " + KEYLESS);
        assertThat(verdict(hub, "nginx:1", false)).startsWith("FAIL");
        String library =
                policy("", "", "imageReferences: ['docker.io/library/nginx*'], failureAction: Enforce, " + KEYLESS);
        assertThat(verdict(library, "nginx:1", false)).isEqualTo("none");
    }

    @Test
    void severalItemsAreAllAsked() throws Exception {
        assertThat(verdict(policy("", "", item(KEYLESS), item(NOBODY)), "ghcr.io/o/app:1", true))
                .startsWith("FAIL");
        assertThat(verdict(
                        policy(
                                "",
                                "",
                                item(KEYLESS),
                                "imageReferences: ['quay.io/*'], failureAction: Enforce, " + NOBODY),
                        "ghcr.io/o/app:1",
                        true))
                .startsWith("PASS");
    }

    @Test
    void setsAreAndedEntriesCounted() throws Exception {
        String both =
                "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}, {entries: [{keyless:"
                        + " {subject: nobody, issuer: i, rekor: {url: u}}}]}]";
        assertThat(verdict(policy("", "", item(both)), "ghcr.io/o/app:1", true))
                .startsWith("FAIL")
                .contains(".attestors[1]");
        String all =
                "attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}, {keyless: {subject: nn, issuer:"
                        + " i, rekor: {url: u}}}]}]";
        assertThat(verdict(policy("", "", item(all)), "ghcr.io/o/app:1", true))
                .startsWith("FAIL")
                .contains("entries[1].keyless");
        assertThat(verdict(
                        policy("", "", item(all.replace("{entries", "{count: 1, entries"))), "ghcr.io/o/app:1", true))
                .startsWith("PASS");
    }

    /** Kyverno lets a certificate without any subject fit every subject. */
    @Test
    void aCertificateWithoutSubjectFitsNone() throws Exception {
        String policy = policy("", "", item(KEYLESS.replace("subject: s", "subject: '*'")));
        Gatekeeper gate = new Gatekeeper()
                .policy(policy)
                .signedBy("ghcr.io/o/app:1", new CertificateIdentity("i", List.of(), Map.of()));
        assertThat(gate.verdict(pod("ghcr.io/o/app:1"))).contains(Verdict.FAIL);
    }

    @Test
    void skippedImagesNeedADigest() throws Exception {
        String skip = item("skipImageReferences: ['ghcr.io/o/*'], " + KEYLESS);
        assertThat(verdict(policy("", "", skip), "ghcr.io/o/app:1", false)).startsWith("WAIVED");
        assertThat(verdict(policy("", "", skip + ", mutateDigest: false"), "ghcr.io/o/app:1", false))
                .startsWith("FAIL")
                .contains("missing digest");
        assertThat(verdict(policy("", "", skip), "ghcr.io/other/app:1", false)).startsWith("FAIL");
    }

    /** A skip by one item is no reason to pass what another item asks for. */
    @Test
    void oneItemsSkipIsNotAnothersPass() throws Exception {
        String skip = item("skipImageReferences: ['ghcr.io/o/*'], " + KEYLESS);
        assertThat(verdict(policy("", "", skip, item(NOBODY)), "ghcr.io/o/app:1", true))
                .startsWith("FAIL");
    }

    @Test
    void withoutAttestorsNothingIsVerified() throws Exception {
        assertThat(verdict(policy("", "", item("required: true")), "ghcr.io/o/app:1", true))
                .startsWith("FAIL")
                .contains("unverified image");
        assertThat(verdict(policy("", "", item("required: false")), "ghcr.io/o/app:1", true))
                .startsWith("PASS");
    }

    @Test
    void errorsBlockThoughThePolicyAudits() throws Exception {
        String audit =
                "imageReferences: ['ghcr.io/*'], failureAction: Audit, mutateDigest: false, verifyDigest: false, "
                        + KEYLESS;
        assertThat(verdict(policy("", "", audit), "ghcr.io/o/app:1", false)).startsWith("WARN");
        assertThat(new Gatekeeper()
                        .policy(policy("", "", audit))
                        .unreachable("ghcr.io/o/app:1")
                        .verdict(pod("ghcr.io/o/app:1")))
                .contains(Verdict.ERROR);
        assertThat(verdict(
                        policy("", " preconditions: {all: [{key: '{{ nope }}', operator: Equals, value: 1}]},", audit),
                        "ghcr.io/o/app:1",
                        true))
                .startsWith("ERROR");
        assertThat(verdict(
                        policy(
                                "",
                                " context: [{name: cm, configMap: {name: a, namespace: b}}],",
                                audit.replace("subject: s", "subject: '{{ cm.data.x }}'")),
                        "ghcr.io/o/app:1",
                        true))
                .startsWith("ERROR");
    }

    /** Context is loaded only for images that the rule is about. */
    @Test
    void aMissingContextDoesNotConcernOtherImages() throws Exception {
        String missing = policy(
                "",
                " context: [{name: cm, configMap: {name: a, namespace: b}}],",
                item(KEYLESS.replace("subject: s", "subject: '{{ cm.data.x }}'")));
        assertThat(verdict(missing, "quay.io/o/app:1", true)).isEqualTo("none");
    }

    @Test
    void overridesByNamespace() throws Exception {
        String spec =
                "validationFailureAction: Enforce, validationFailureActionOverrides: [{action: Audit, namespaces: ['x*']},"
                        + " {action: Enforce, namespaces: [x]}],";
        String item = "imageReferences: ['ghcr.io/*'], " + KEYLESS;
        assertThat(verdict(policy(spec, "", item), "ghcr.io/o/app:1", false)).startsWith("WARN");
        assertThat(verdict(policy(spec.replace("'x*'", "'y*'"), "", item), "ghcr.io/o/app:1", false))
                .startsWith("FAIL");
        assertThat(verdict(policy(spec, "", item + ", failureAction: Enforce"), "ghcr.io/o/app:1", false))
                .startsWith("FAIL");
    }

    @Test
    void applyRulesOneStopsAfterTheFirstThatSpeaks() throws Exception {
        String rule = "{name: %s, match: {any: [{resources: {kinds: [Pod]}}]}, verifyImages: [{%s}]}";
        String policy =
                "{apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: p}, spec: {applyRules: %s, rules: ["
                        + rule.formatted("a", item(KEYLESS)) + ", " + rule.formatted("b", item(NOBODY)) + "]}}";
        assertThat(verdict(policy.formatted("One"), "ghcr.io/o/app:1", true)).startsWith("PASS");
        assertThat(verdict(policy.formatted("All"), "ghcr.io/o/app:1", true)).startsWith("FAIL");
    }

    @Test
    void exceptionsCoverGeneratedRulesByTheirName() throws Exception {
        String exception =
                "{apiVersion: kyverno.io/v2, kind: PolicyException, metadata: {name: e, namespace: x}, spec: {exceptions:"
                        + " [{policyName: p, ruleNames: ['%s']}], match: {any: [{resources: {kinds: [Pod, Deployment]}}]}%s}}";
        String deployment =
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: x}, spec: {template: {spec:"
                        + " {containers: [{name: c, image: 'ghcr.io/o/app:1'}]}}}}";
        String policy = policy("", "", item(KEYLESS));
        for (String[] row : new String[][] {
            {"r", "", "FAIL"},
            {"autogen-r", "", "WAIVED"},
            {"*r", "", "WAIVED"},
            {"*", "", "WAIVED"},
            {"s", "", "FAIL"},
            {"*", ", conditions: {all: [{key: '{{ request.namespace }}', operator: Equals, value: y}]}", "FAIL"},
            {"*", ", conditions: {all: [{key: '{{ request.namespace }}', operator: Equals, value: x}]}", "WAIVED"},
            {"*", ", conditions: {all: [{key: '{{ request.nope }}', operator: Equals, value: x}]}", "ERROR"}
        }) {
            Gatekeeper gate = new Gatekeeper().policy(policy).policy(exception.formatted(row[0], row[1]));
            assertThat(gate.errors()).isEmpty();
            assertThat(gate.verdict(deployment)).as(String.join(" ", row)).contains(Verdict.valueOf(row[2]));
        }
    }

    /** Whoever signed: an attestation without attestors still needs a certificate of the public Sigstore, and its conditions. */
    @Test
    void attestationsAreAllJudged() throws Exception {
        String attestation =
                "attestations: [{type: t, attestors: [{entries: [{keyless: {subject: s, issuer: i, rekor: {url: u}}}]}],"
                        + " conditions: [{all: [{key: '{{ ok }}', operator: Equals, value: true}]}]}]";
        String good = "{\"predicateType\": \"t\", \"predicate\": {\"ok\": true}}";
        String bad = good.replace("true", "false");
        String text = "{\"predicateType\": \"t\", \"predicate\": \"ok\"}";
        String policy = policy("", "", item(attestation));
        String image = "ghcr.io/o/app:1";
        assertThat(new Gatekeeper().policy(policy).attested(image, SIGNER, good).verdict(pod(image)))
                .contains(Verdict.PASS);
        assertThat(new Gatekeeper()
                        .policy(policy)
                        .attested(image, SIGNER, good)
                        .attested(image, SIGNER, bad)
                        .verdict(pod(image)))
                .contains(Verdict.FAIL);
        assertThat(new Gatekeeper().policy(policy).attested(image, SIGNER, text).verdict(pod(image)))
                .contains(Verdict.FAIL);
        assertThat(new Gatekeeper().policy(policy).signedBy(image, SIGNER).verdict(pod(image)))
                .contains(Verdict.FAIL);
        assertThat(new Gatekeeper()
                        .policy(policy.replace("{{ ok }}", "{{ nope }}"))
                        .attested(image, SIGNER, good)
                        .verdict(pod(image)))
                .contains(Verdict.FAIL);
        CertificateIdentity other = new CertificateIdentity("i", List.of("other"), Map.of());
        assertThat(new Gatekeeper()
                        .policy(policy)
                        .attested(image, SIGNER, good)
                        .attested(image, other, good)
                        .verdict(pod(image)))
                .as("one statement by somebody else")
                .contains(Verdict.FAIL);
        assertThat(new Gatekeeper()
                        .policy(policy("", "", item(attestation + ", annotations: {a: b}")))
                        .attested(image, SIGNER, good)
                        .verdict(pod(image)))
                .contains(Verdict.FAIL);
    }
}
