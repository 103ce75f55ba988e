package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;

/** What the policies refer to by name. */
public interface Material {
    PublicKey key(Authority authority, Authority.KeyRef key) throws UnresolvedException;

    /**
     * Credentials in Secrets of the workload's namespace, by host or host and path.
     *
     * @param namespace empty for any
     */
    Map<String, Credential> pullSecrets(List<String> names, String namespace) throws UnresolvedException;

    /** @param name of a TrustRoot */
    TrustedRoot trustRoot(String name, Judging judging) throws UnresolvedException;
}
