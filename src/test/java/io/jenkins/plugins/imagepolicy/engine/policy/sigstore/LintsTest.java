package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintsTest {
    private static final String KEY =
            "-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaEOVJCFtduYr3xqTxeRWSW32CY/s"
                    + "TBNZj4oIUPl8JvhVPJ1TKDPlNcuT4YphSt6t3yOmMvkdQbCj8broX6vijw==\\n-----END PUBLIC KEY-----";

    private static List<Diagnostic> of(String spec) {
        return Policies.load("""
                        apiVersion: policy.sigstore.dev/v1beta1
                        kind: ClusterImagePolicy
                        metadata:
                          name: p
                        spec:
                        """ + spec.indent(2)).diagnostics();
    }

    private static List<String> codes(String spec) {
        List<Diagnostic> diagnostics = of(spec);
        assertThat(diagnostics).allSatisfy(d -> {
            assertThat(d.severity()).as(d.render()).isEqualTo(Severity.WARNING);
            assertThat(d.remedy()).isNotEmpty();
            assertThat(d.line()).isPositive();
        });
        return diagnostics.stream().map(Diagnostic::code).toList();
    }

    private static String images(String glob) {
        return "images: [{glob: \"" + glob + "\"}]\nauthorities: [{static: {action: pass}}]\n";
    }

    private static String authority(String authority) {
        return "images: [{glob: \"**\"}]\nauthorities:\n- " + authority + "\n";
    }

    private static String policy(String type, String includes, String text) {
        return images("**") + "policy:\n  type: " + type + "\n" + includes.indent(2) + "  data: |\n" + text.indent(4);
    }

    @ParameterizedTest
    @CsvSource({
        "**, ''",
        "ghcr.io/org/**, ''",
        "ghcr.io/org/app*, ''",
        "ghcr.io/org/app@*, ''",
        "ghcr.io/org/app@sha256:*, ''",
        "ghcr.io/*/*:*, ''",
        "*/*, ''",
        "*, ''",
        "localhost:5000/*, ''",
        "*.example/app*, ''",
        "ghcr.io/org/app, glob-tag-only,",
        "ghcr.io/org/app:*, glob-tag-only",
        "ghcr.io/org/app:v1, glob-tag-only",
        "ghcr.io/org/app:latest, glob-tag-only",
        "nginx*, glob-never-matches",
        "myorg/*, glob-never-matches",
        "localhost/*, glob-never-matches",
        "ghcr.io/Org/**, glob-never-matches",
        "ghcr.io/org/app@sha512:*, glob-never-matches"
    })
    void globs(String glob, String code) {
        // a glob without a tag and without a wildcard matches neither tag nor digest, since the tag is always written
        // out
        String expected = glob.equals("ghcr.io/org/app") ? "glob-never-matches" : code;
        assertThat(codes(images(glob))).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer: i, subject: s|",
                "issuer: i, subjectRegExp: ^a$|",
                "issuer: i, subjectRegExp: .*|identity-regex-any",
                "issuerRegExp: .+, subject: s|identity-regex-any",
                "issuer: i, subjectRegExp: google.com|identity-regex-unanchored",
                "issuer: i, subjectRegExp: ^https://x|identity-regex-unanchored",
                "issuer: i, subjectRegExp: x$|identity-regex-unanchored",
                "issuer: i, subjectRegExp: '^x\\$'|identity-regex-unanchored",
                "issuer: i, subjectRegExp: '\\Ax\\z'|"
            })
    void identities(String identity, String code) {
        assertThat(codes(authority("keyless: {identities: [{" + identity + "}]}")))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @CsvSource({
        "^a|b$, ^(a|b)$",
        "a|^b$, ^(a|b)$",
        "^a$|^b$, ''",
        "^(a|b)$, ''",
        "^[|]$, ''",
        "^a\\|b$, ''",
    })
    void everyAlternativeNeedsItsAnchors(String regex, String whole) {
        List<Diagnostic> found = of(authority("keyless: {identities: [{issuer: i, subjectRegExp: '" + regex + "'}]}"));
        assertThat(found).hasSize(whole.isEmpty() ? 0 : 1).allSatisfy(d -> {
            assertThat(d.code()).isEqualTo("identity-regex-unanchored");
            assertThat(d.remedy()).isEqualTo("Write " + whole);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key: {kms: gcpkms://x}|authority-never-passes",
                "key: {data: KEY}, signatureFormat: bundle|bundle-with-key",
                "key: {data: KEY}, signatureFormat: Bundle|signature-format-unknown",
                "keyless: {ca-cert: {data: KEY}, identities: [{issuer: i, subject: s}]}|authority-never-passes",
                "key: {data: KEY}, ctlog: {url: https://rekor.sigstore.dev}|",
                "key: {data: KEY}, source: [{oci: ghcr.io}]|source-registry-only",
                "key: {data: KEY}, source: [{oci: ghcr.io/org/sigs}]|",
                "key: {data: KEY}, rfc3161timestamp: {}|timestamp-without-trust-root",
                "keyless: {insecureIgnoreSCT: true, identities: [{issuer: i, subject: s}]}|sct-ignored",
                "key: {data: KEY}, attestations: [{name: a, predicateType: vuln}]|deprecated-predicate-type",
                "key: {secretRef: {name: absent}}|reference-not-found",
                "keyless: {trustRootRef: absent, identities: [{issuer: i, subject: s}]}|reference-not-found"
            })
    void authorities(String authority, String code) {
        assertThat(codes(authority("{" + authority.replace("KEY", "\"" + KEY + "\"") + "}")))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void ctlogWithATrustRootOnly() {
        assertThat(codes(authority("{key: {data: \"" + KEY + "\"}, ctlog: {trustRootRef: absent}}")))
                .containsExactly("ctlog-without-url", "reference-not-found");
    }

    @Test
    void twoAuthoritiesOfOneName() {
        assertThat(
                        codes(
                                "images: [{glob: \"**\"}]\nauthorities: [{name: a, static: {action: pass}}, {name: a, static: {action: fail}}]"))
                .containsExactly("authority-name-twice");
    }

    @Test
    void selectorThatCannotBeRead() {
        assertThat(
                        codes(
                                images("**")
                                        + "match: [{resource: pods, version: v1, selector: {matchExpressions: [{key: a, operator: Like}]}}]"))
                .containsExactly("selector-invalid");
    }

    /** The sample that Chainguard published for these features. */
    @Test
    void booleansComparedWithTexts() {
        List<Diagnostic> found = of(policy("rego", "includeSpec: true", """
                package sigstore
                default isCompliant = false
                isCompliant {
                  input.spec.hostIPC == "false"
                  input.spec.hostPID == "false"
                  input.spec.hostNetwork == "false" # "true"
                }
                """));
        assertThat(found.stream().map(Diagnostic::code))
                .containsOnly("boolean-compared-with-text")
                .hasSize(3);
        assertThat(found.get(0).line()).isEqualTo(15);
        assertThat(found.get(0).column()).isEqualTo(9);
        assertThat(found.get(0).excerpt()).contains("input.spec.hostIPC == \"false\"");
        assertThat(found.get(2).line()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "isCompliant { input.spec.containers[_].securityContext.privileged != \"true\" }~boolean-compared-with-text",
                "isCompliant { \"false\" == input.spec.hostPID }~boolean-compared-with-text",
                "isCompliant { input.spec.hostPID == false }~",
                "isCompliant { input.spec.template.metadata.labels.app == \"true\" }~",
                "isCompliant { input.config[_].config.User == \"65532\" }~any-platform-passes",
                "isCompliant { c := input.config[p]; c.os == \"linux\" }~any-platform-passes",
                "isCompliant { count([p | input.config[p].config.User == \"\"]) == 0 }~",
                "isCompliant { input.config[\"linux/amd64\"].config.User == \"1\" }~",
                "isCompliant { input.metadata.name == \"x\" }~input-not-included",
                "isCompliant { input.typemeta.kind == \"Deployment\" }~input-not-included"
            })
    void rego(String rule, String code) {
        String text = "package sigstore\ndefault isCompliant = false\n" + rule;
        assertThat(codes(policy("rego", "includeSpec: true\nfetchConfigFile: true", text)))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void partialSetThatAnyPlatformSatisfies() {
        assertThat(codes(policy("rego", "fetchConfigFile: true", """
                        package sigstore
                        isCompliant[response] {
                          created := time.parse_rfc3339_ns(input.config[_].created)
                          response := {"result": time.now_ns() < created + 1, "error": "old"}
                        }
                        """))).containsExactly("any-platform-passes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "// nothing|policy-cannot-fail",
                "package sigstore|policy-cannot-fail",
                "spec: {...}|policy-cannot-fail",
                "spec: hostIPC: _|policy-cannot-fail",
                "spec: hostIPC!: bool|policy-cannot-fail",
                "spec: hostIPC: false|",
                "spec: hostIPC: \"false\"|boolean-compared-with-text",
                "spec: replicas: <5|",
                "config: \"linux/amd64\": config: User: \"1\"|input-not-included",
                "authorityMatches: a: static: true|"
            })
    void cue(String text, String code) {
        assertThat(codes(policy("cue", "includeSpec: true", text))).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void textsThatDoNotCompileAreErrorsAtTheirLine() {
        List<Diagnostic> found =
                of(policy("rego", "includeSpec: true", "package sigstore\nisCompliant {\n  input.spec.x ==\n}\n"));
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.isError()).isTrue();
            assertThat(d.message())
                    .startsWith("failed evaluating rego policy for type ClusterImagePolicy: 1 error occurred: ");
            assertThat(d.line()).isBetween(14, 15);
        });
        assertThat(of(policy("cue", "includeSpec: true", "spec: \"a")).get(0).message())
                .startsWith(
                        "failed evaluating cue policy for ClusterImagePolicy: failed to compile the cue policy with error: ");
    }
}
