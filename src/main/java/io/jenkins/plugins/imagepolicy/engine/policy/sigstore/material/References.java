package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.Material;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.PolicyText;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.CipSpec;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;

/** Everything that the policies of one load refer to. Safe for use by several threads. */
public final class References implements Material {
    private final SecretKeys keys;
    private final PullSecrets pullSecrets;
    private final TrustRoots trustRoots;
    private final PolicyTexts policyTexts;

    public References(Companions companions, PolicyLanguages languages, RemoteTexts remote) {
        this.keys = new SecretKeys(companions);
        this.pullSecrets = new PullSecrets(companions);
        this.trustRoots = new TrustRoots(companions);
        this.policyTexts = new PolicyTexts(companions, languages, remote);
    }

    @Override
    public PublicKey key(Authority authority, Authority.KeyRef key) throws UnresolvedException {
        return keys.key(authority.name(), key);
    }

    @Override
    public Map<String, Credential> pullSecrets(List<String> names, String namespace) throws UnresolvedException {
        return pullSecrets.credentials(names, namespace);
    }

    @Override
    public TrustedRoot trustRoot(String name, Judging judging) throws UnresolvedException {
        return trustRoots.get(name, judging);
    }

    /** @param name of the text, for messages */
    public PolicyText policyText(PolicyRef reference, String name) {
        return policyTexts.of(reference, name);
    }

    /** What can be said of the references of a policy without judging an image and without a connection. */
    public List<Diagnostic> check(Document document, CipSpec spec) {
        return new ReferenceCheck(document, keys, trustRoots, policyTexts).check(spec);
    }
}
