package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.PolicyWording;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyTextException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint.EmbeddedText;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.KeyRef;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Signer;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.CipSpec;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up the references of a policy when it is loaded, and compiles its texts. */
final class ReferenceCheck {
    /** Lint: what the policy refers to is not given; what needs it will be refused. */
    private static final String NOT_FOUND = "reference-not-found";
    /** Lint: the text asks for what the gate cannot do; what needs it will be refused. */
    private static final String UNSUPPORTED = "policy-text-unsupported";

    private final Document document;
    private final SecretKeys keys;
    private final TrustRoots trustRoots;
    private final PolicyTexts texts;
    private final List<Diagnostic> found = new ArrayList<>();

    ReferenceCheck(Document document, SecretKeys keys, TrustRoots trustRoots, PolicyTexts texts) {
        this.document = document;
        this.keys = keys;
        this.trustRoots = trustRoots;
        this.texts = texts;
    }

    List<Diagnostic> check(CipSpec spec) {
        for (Authority authority : spec.authorities()) {
            signer(authority);
            authority.ctlog().ifPresent(l -> trustRoot(authority, l.trustRootRef(), "ctlog"));
            authority.timestampTrustRoot().ifPresent(ref -> trustRoot(authority, ref, "rfc3161timestamp"));
            authority.attestations().forEach(a -> a.policy().ifPresent(policy -> text(policy, a.name())));
        }
        spec.policy().ifPresent(policy -> text(policy, "ClusterImagePolicy"));
        return found;
    }

    private void signer(Authority authority) {
        if (authority.signer() instanceof Signer.Keyless keyless) {
            trustRoot(authority, keyless.trustRootRef(), "keyless");
        }
        if (authority.signer() instanceof Signer.Key key && key.key() instanceof KeyRef.Secret) {
            try {
                keys.key(authority.name(), key.key());
            } catch (UnresolvedException e) {
                notFound(
                        authority.pointer().appendProperty("key").appendProperty("secretRef"),
                        e.getMessage(),
                        e.remedy());
            }
        }
    }

    private void trustRoot(Authority authority, String name, String field) {
        if (!name.isEmpty() && !trustRoots.has(name)) {
            notFound(
                    authority.pointer().appendProperty(field).appendProperty("trustRootRef"),
                    "trustRootRef " + name + " not found",
                    "Give the TrustRoot " + name + " beside the policies");
        }
    }

    private void text(PolicyRef policy, String name) {
        try {
            Optional<String> text = texts.local(policy.text());
            if (text.isPresent()) {
                compile(policy, name, text.get());
            }
        } catch (UnresolvedException e) {
            notFound(policy.pointer().appendProperty("configMapRef"), e.getMessage(), e.remedy());
        }
    }

    private void compile(PolicyRef policy, String name, String text) {
        try {
            texts.compile(policy, document.file(), text);
        } catch (PolicyTextException e) {
            String message = PolicyWording.wrap(policy, name, e.getMessage());
            EmbeddedText embedded = new EmbeddedText(document, policy.pointer().appendProperty("data"));
            Position place = policy.text() instanceof PolicyRef.Text.Data
                    ? embedded.place(e.line(), e.column())
                    : document.at(policy.pointer());
            found.add(
                    e.code() == ReasonCode.POLICY_INVALID
                            ? document.source().error(e.code(), place, message, e.remedy())
                            : document.source().warning(UNSUPPORTED, place, message, e.remedy()));
        }
    }

    private void notFound(JsonPointer pointer, String message, String remedy) {
        found.add(document.warning(NOT_FOUND, pointer, message, remedy));
    }
}
