package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.RemoteTexts;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ResourceOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerFacts;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets, ConfigMaps, remote texts, sources, and what authorities demand of the verifier. */
class ReferencesTest {
    private static final String IMAGE = "ghcr.io/org/app@sha256:" + "ab".repeat(32);
    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaEOVJCFtduYr3xqTxeRWSW32CY/s
            TBNZj4oIUPl8JvhVPJ1TKDPlNcuT4YphSt6t3yOmMvkdQbCj8broX6vijw==
            -----END PUBLIC KEY-----
            """;
    private static final String REGO = "package sigstore\nisCompliant { input.authorityMatches }\n";

    private final Fakes.ScriptedVerifier verifier = new Fakes.ScriptedVerifier();

    private static String policy(String authority, String more) {
        return "apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: p}\nspec:\n"
                + "  images: [{glob: \"**\"}]\n  authorities: [" + authority + "]\n" + more.indent(2);
    }

    private static String key(String more) {
        return "{name: a, key: {data: \"" + PEM.replace("\n", "\\n") + "\"}" + more + "}";
    }

    private static String secret(String data) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: cosign-system}\n" + data;
    }

    private PolicyResult judge(String... documents) {
        return Policies.judge(Policies.one(documents), Fakes.candidate(IMAGE), Fakes.judging(verifier));
    }

    private Demand demand(String authority) {
        verifier.then(List.of(Fakes.signature()));
        PolicyResult result = judge(policy(authority, ""));
        assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(Verdict.PASS);
        return verifier.demands.get(verifier.demands.size() - 1);
    }

    @Test
    void keyFromASecret() {
        String policy = policy("{key: {secretRef: {name: s}, hashAlgorithm: ' SHA384 '}}", "");
        String data = Base64.getEncoder().encodeToString(PEM.getBytes(StandardCharsets.UTF_8));
        for (String entries : List.of("data: {k: " + data + "}", "stringData:\n  k: |\n" + PEM.indent(4))) {
            verifier.then(List.of(Fakes.signature()));
            assertThat(judge(policy, secret(entries)).verdict()).isEqualTo(Verdict.PASS);
            SignerDemand.Keys keys = (SignerDemand.Keys) verifier.demands.get(0).signer();
            assertThat(keys.keys()).hasSize(1);
            assertThat(keys.hash().javaName()).isEqualTo("SHA-384");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|secret \"s\" not found",
                "data: {}|contains no data",
                "stringData: {a: x, b: y}|contains multiple data entries, only one is supported",
                "stringData: {a: x}|contains an invalid public key",
                "data: {a: '***'}|is no base64"
            })
    void badSecretsDecideNothing(String data, String message) {
        String policy = policy("{key: {secretRef: {name: s}}}", "");
        PolicyResult result = data == null ? judge(policy) : judge(policy, secret(data));
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(result)).contains(message);
        assertThat(verifier.demands).isEmpty();
    }

    @Test
    void policyFromAConfigMap() {
        String policy = policy("{static: {action: pass}}", "policy: {type: rego, configMapRef: {name: m, key: k}}");
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n  k: |\n" + REGO.indent(4);
        assertThat(judge(policy, map).verdict()).isEqualTo(Verdict.PASS);
        PolicyResult other = judge(policy, map.replace("  k: |", "  other: |"));
        assertThat(other.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(other)).contains("configmap \"m\" does not contain key k");
        assertThat(Policies.messages(judge(policy))).contains("configmap \"m\" not found");
    }

    private PolicyResult remote(RemoteTexts texts, String sha256, boolean offline) {
        PolicySet set = Policies.load(
                new ClusterImagePolicies(ResourceOptions.DEFAULT, PolicyLanguages.STANDARD, texts),
                policy(
                        "{static: {action: pass}}",
                        "policy: {type: rego, remote: {url: 'https://user:secret@host.example/p?token=t', sha256sum: '"
                                + sha256 + "'}}"));
        assertThat(set.hasErrors()).isFalse();
        return Policies.judge(
                set.policies().get(0), Fakes.candidate(IMAGE), Fakes.judging(verifier, Fakes.NOW, offline));
    }

    @Test
    void policyFromAUrl() {
        byte[] body = REGO.getBytes(StandardCharsets.UTF_8);
        String sha256 = Digest.of(body).hex();
        AtomicInteger fetched = new AtomicInteger();
        RemoteTexts texts = (url, limit) -> {
            fetched.incrementAndGet();
            return body;
        };
        assertThat(remote(texts, sha256, false).verdict()).isEqualTo(Verdict.PASS);
        assertThat(fetched).hasValue(1);

        PolicyResult changed = remote(texts, "00", false);
        assertThat(changed.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(changed))
                .contains("failed to check sha256sum from policy remote: 00 got " + sha256);
        assertThat(remote(texts, sha256.toUpperCase(), false).verdict()).isEqualTo(Verdict.ERROR);

        PolicyResult offline = remote(texts, sha256, true);
        assertThat(offline.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(offline)).contains("offline").doesNotContain("secret", "token");
        assertThat(fetched).hasValue(3);

        PolicyResult down = remote(
                (url, limit) -> {
                    throw new IOException("HTTP 503");
                },
                sha256,
                false);
        assertThat(down.reasons().get(0).code()).isEqualTo(ReasonCode.REGISTRY_UNREACHABLE);
        assertThat(Policies.messages(down)).contains("HTTP 503").doesNotContain("secret", "token");
    }

    @Test
    void sourceAndTagPrefix() {
        demand(key(", source: [{oci: registry.example/sigs, tagPrefix: pre-}]"));
        assertThat(verifier.searches.get(0).repositories().get(0).name()).hasToString("registry.example/sigs");
        assertThat(verifier.searches.get(0).tagPrefix()).contains("pre-");
        assertThat(verifier.searches.get(0).image().toString()).isEqualTo("sha256:" + "ab".repeat(32));
        PolicyResult registryOnly = judge(policy(key(", source: [{oci: gcr.io}]"), ""));
        assertThat(registryOnly.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(registryOnly)).contains("names a registry and no repository");
    }

    /** The table of log and time, for the default trusted root (TrustRoots have their own test). */
    @Test
    void logAndTime() {
        assertThat(demand(key("")).log()).isInstanceOf(LogDemand.NotRequired.class);
        assertThat(demand(key(", ctlog: {}")).log()).isInstanceOf(LogDemand.NotRequired.class);
        assertThat(demand(key(", ctlog: {url: https://rekor.sigstore.dev}")).log())
                .isInstanceOf(LogDemand.Required.class);
        String identities = "identities: [{issuer: i, subject: s}]";
        Demand keyless = demand("{keyless: {" + identities + "}}");
        assertThat(keyless.log()).isInstanceOf(LogDemand.Required.class);
        assertThat(keyless.format()).isEqualTo(SignatureFormat.LEGACY);
        assertThat(((SignerDemand.Keyless) keyless.signer()).sctRequired()).isTrue();
        Demand ignoring = demand("{keyless: {insecureIgnoreSCT: true, " + identities + "}}");
        assertThat(((SignerDemand.Keyless) ignoring.signer()).sctRequired()).isFalse();
        Demand stamped = demand("{keyless: {" + identities + "}, rfc3161timestamp: {}}");
        assertThat(stamped.log()).isInstanceOf(LogDemand.NotRequired.class);
        assertThat(stamped.timestamp()).isInstanceOf(TimestampDemand.Required.class);
        assertThat(demand("{keyless: {" + identities + "}, signatureFormat: bundle}")
                        .format())
                .isEqualTo(SignatureFormat.BUNDLE);
        assertThat(demand("{keyless: {" + identities + "}, signatureFormat: other}")
                        .format())
                .isEqualTo(SignatureFormat.LEGACY);
    }

    /** The controller shows policies no signer of a bundle; a policy that asks for one refuses here as there. */
    @Test
    void bundlesShowNoSigner() {
        CertificateIdentity identity =
                new CertificateIdentity("issuer", List.of("me@example.com"), Map.of("1.3.6.1.4.1.57264.1.1", "issuer"));
        String policy = policy(
                "{name: a, keyless: {identities: [{issuer: i, subject: s}]}, signatureFormat: bundle}",
                "policy:\n  type: rego\n  data: |\n    package sigstore\n"
                        + "    isCompliant { input.authorityMatches.a.signatures[_].subject == \"me@example.com\" }\n");
        for (SignatureFormat format : SignatureFormat.values()) {
            verifier.then(List.of(new VerifiedSignature(
                    format,
                    "ab",
                    new SignerFacts("00", Optional.of(identity)),
                    "here",
                    JsonNodeFactory.instance.objectNode(),
                    Optional.empty(),
                    List.of())));
            PolicyResult result = judge(policy);
            JsonNode seen = result.explanation().at("/policies/0/input/authorityMatches/a/signatures/0");
            if (format == SignatureFormat.BUNDLE) {
                assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
                assertThat(seen).hasToString("{\"id\":\"" + Fakes.EMPTY_ID + "\"}");
            } else {
                assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(Verdict.PASS);
                assertThat(seen).hasToString("{\"id\":\"ab\",\"subject\":\"me@example.com\",\"issuer\":\"issuer\"}");
            }
        }
    }

    @Test
    void aParenthesisTooManyIsWordedAsGoDoes() {
        assertThat(Policies.errors(
                        Policies.load(policy("{keyless: {identities: [{issuer: i, subjectRegExp: 'a)'}]}}", ""))))
                .endsWith("regex is invalid: error parsing regexp: unexpected ): `a)`");
    }

    @Test
    void kmsAndCaCertDecideNothing() {
        PolicyResult kms = judge(policy("{key: {kms: 'gcpkms://x'}}", ""));
        assertThat(kms.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(kms)).contains("there are no public keys for authority authority-0");
        PolicyResult caCert = judge(policy(
                "{keyless: {ca-cert: {data: \"" + PEM.replace("\n", "\\n")
                        + "\"}, identities: [{issuer: i, subject: s}]}}",
                ""));
        assertThat(caCert.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(caCert)).contains("no Keyless URL specified");
    }

    @Test
    void signaturePullSecrets() {
        String policy =
                policy(key(", source: [{oci: registry.example/sigs, signaturePullSecrets: [{name: pull}]}]"), "");
        String auth = Base64.getEncoder().encodeToString("robot:s3cret".getBytes(StandardCharsets.UTF_8));
        String secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: pull, namespace: team}\n"
                + "type: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '{\"auths\": {\"https://registry.example/v2/\":"
                + " {\"auth\": \"" + auth + "\"}}}'\n";
        verifier.then(List.of(Fakes.signature()));
        assertThat(judge(policy, secret).verdict()).isEqualTo(Verdict.PASS);
        Fakes.MemoryRepository repository =
                (Fakes.MemoryRepository) verifier.searches.get(0).repositories().get(0);
        assertThat(repository.credentials).containsEntry("registry.example", new Credential.Basic("robot", "s3cret"));

        PolicyResult absent = judge(policy);
        assertThat(absent.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(absent)).contains("secret \"pull\" not found");
        PolicyResult broken = judge(policy, secret.replace("auths", "other").replace(auth, "s3cret"));
        assertThat(broken.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Policies.messages(broken)).contains("has no credentials").doesNotContain("s3cret");
    }

    @Test
    void twoPoliciesOfOneNameAreBothJudged() {
        String pass = policy("{static: {action: pass}}", "");
        PolicySet set = Policies.load(pass, pass.replace("pass", "fail"));
        assertThat(set.policies()).hasSize(2);
        assertThat(set.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("duplicate-policy-name");
            assertThat(d.message()).startsWith("duplicate policy named \"p\"");
        });
    }

    @Test
    void theControllersConfigMapAllowsEmptyAuthorities() {
        String policy = policy("", "");
        assertThat(Policies.errors(Policies.load(policy))).isEqualTo("missing field(s): spec.authorities");
        String map =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-policy-controller, namespace: cosign-system}\n"
                        + "data: {fail-on-empty-authorities: \"VALUE\"}\n";
        assertThat(judge(policy, map.replace("VALUE", "false")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Policies.errors(Policies.load(policy, map.replace("VALUE", "no"))))
                .contains("strconv.ParseBool", "missing field(s): spec.authorities");
    }
}
