package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.KeyRef;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lints of one authority. */
final class AuthorityLints {
    private static final Set<String> ANYTHING =
            Set.of(".*", ".+", "^.*", "^.+", ".*$", ".+$", "^.*$", "^.+$", "", "^", "$", "^$");

    private final Document document;
    private final Authority authority;
    private final JsonNode written;
    private final List<Diagnostic> found = new ArrayList<>();

    AuthorityLints(Document document, Authority authority) {
        this.document = document;
        this.authority = authority;
        this.written = document.content().at(authority.pointer());
    }

    List<Diagnostic> all() {
        identities();
        neverPasses();
        source();
        logAndTime();
        String format = written.path("signatureFormat").asText("");
        if (!Set.of("", "legacy", "bundle").contains(format)) {
            warn(
                    Lint.SIGNATURE_FORMAT_UNKNOWN,
                    "signatureFormat",
                    "signatureFormat '" + format + "' is not known and counts as legacy",
                    "Write legacy or bundle");
        }
        return found;
    }

    private void identities() {
        JsonNode identities = written.path("keyless").path("identities");
        JsonPointer list = authority.pointer().appendProperty("keyless").appendProperty("identities");
        for (int i = 0; i < identities.size(); i++) {
            for (String field : List.of("issuerRegExp", "subjectRegExp")) {
                String regex = identities.get(i).path(field).asText("");
                if (!regex.isEmpty()) {
                    regex(field, regex, list.appendIndex(i).appendProperty(field));
                }
            }
        }
    }

    private void regex(String field, String regex, JsonPointer pointer) {
        if (ANYTHING.contains(regex)) {
            found.add(document.warning(
                    Lint.IDENTITY_ANY,
                    pointer,
                    field + " '" + regex + "' accepts everybody who can get a certificate",
                    "Name who may sign, for example with subject: https://github.com/ORG/REPO/.github/workflows/…"));
        } else if (!Anchoring.isWhole(regex)) {
            found.add(document.warning(
                    Lint.IDENTITY_UNANCHORED,
                    pointer,
                    field + " is searched for anywhere in the text, so '" + regex
                            + "' also accepts longer texts around it",
                    "Write " + Anchoring.whole(regex)));
        }
    }

    private void neverPasses() {
        if (authority.signer() instanceof Signer.Keyless keyless
                && keyless.caCert().isPresent()) {
            never(
                    "keyless",
                    "policy-controller reads ca-cert and never uses it, so this authority can never pass",
                    "Put the certificate into a TrustRoot and name it in keyless.trustRootRef");
        }
        if (authority.bundle() && authority.signer() instanceof Signer.Key) {
            warn(
                    Lint.BUNDLE_WITH_KEY,
                    "signatureFormat",
                    "The gate verifies bundles signed by a key, but policy-controller refuses them: when using the new bundle"
                            + " format, the authority must be keyless",
                    "For a cluster with policy-controller leave signatureFormat out and sign with cosign sign"
                            + " --new-bundle-format=false");
        }
        if (authority.signer() instanceof Signer.Key key && key.key() instanceof KeyRef.Kms) {
            never(
                    "key",
                    "The gate asks no key management service, so this authority cannot pass here",
                    "Export the public key (cosign public-key --key …) and give it as key.data");
        }
        if (authority.bundle() && authority.signer() instanceof Signer.Keyless keyless) {
            boolean other = authority
                            .timestampTrustRoot()
                            .filter(r -> !r.equals(keyless.trustRootRef()))
                            .isPresent()
                    || authority
                            .ctlog()
                            .filter(l -> !l.trustRootRef().isEmpty()
                                    && !l.trustRootRef().equals(keyless.trustRootRef()))
                            .isPresent();
            if (other) {
                never(
                        "signatureFormat",
                        "When using the bundle format all trustRootRefs must be the same, so this authority can never pass",
                        "Name one TrustRoot that holds all the authorities");
            }
        }
    }

    private void never(String field, String message, String remedy) {
        warn(Lint.AUTHORITY_NEVER_PASSES, field, message, remedy);
    }

    private void source() {
        authority
                .source()
                .map(Authority.Source::oci)
                .filter(oci -> !oci.isEmpty())
                .ifPresent(oci -> {
                    int slash = oci.indexOf('/');
                    String host = slash < 0 ? oci : oci.substring(0, slash);
                    if (slash < 0 || !host.contains(".") && !host.contains(":")) {
                        found.add(document.warning(
                                Lint.SOURCE_REGISTRY_ONLY,
                                authority
                                        .pointer()
                                        .appendProperty("source")
                                        .appendIndex(0)
                                        .appendProperty("oci"),
                                "source.oci '" + oci
                                        + "' names no registry and repository; the cluster reads it as a repository of"
                                        + " Docker Hub",
                                "Write registry.example/repository"));
                    }
                });
    }

    private void logAndTime() {
        if (authority
                .ctlog()
                .filter(l -> l.url().isEmpty() && !l.trustRootRef().isEmpty())
                .isPresent()) {
            warn(
                    Lint.CTLOG_WITHOUT_URL,
                    "ctlog",
                    "The cluster drops a ctlog that has only a trustRootRef when it converts v1beta1, and then asks no log",
                    "Write ctlog.url too");
        }
        if (authority.timestampTrustRoot().filter(String::isEmpty).isPresent()) {
            warn(
                    Lint.TIMESTAMP_WITHOUT_TRUST_ROOT,
                    "rfc3161timestamp",
                    "The cluster drops an rfc3161timestamp without trustRootRef; the gate asks for a timestamp of the default"
                            + " trusted root",
                    "Write rfc3161timestamp.trustRootRef");
        }
        if (authority.signer() instanceof Signer.Keyless keyless && keyless.insecureIgnoreSct()) {
            warn(
                    Lint.SCT_IGNORED,
                    "keyless",
                    "insecureIgnoreSCT accepts certificates that no transparency log has seen",
                    "Leave it out unless the certificate authority runs without a log");
        }
    }

    private void warn(String code, String field, String message, String remedy) {
        found.add(document.warning(code, authority.pointer().appendProperty(field), message, remedy));
    }
}
