package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.security.PublicKey;

/** What the policies refer to by name. */
public interface Material {
    PublicKey key(Authority authority, Authority.KeyRef key) throws UnresolvedException;

    /** @param name of a TrustRoot */
    TrustedRoot trustRoot(String name, Judging judging) throws UnresolvedException;
}
