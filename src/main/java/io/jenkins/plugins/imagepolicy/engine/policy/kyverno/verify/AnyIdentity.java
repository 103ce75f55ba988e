package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;

/** Every certificate of the authorities asked for; who it names is checked afterwards, or is of no matter to the policy. */
final class AnyIdentity implements IdentityMatcher {
    @Override
    public boolean matches(CertificateIdentity identity) {
        return true;
    }

    @Override
    public String describe() {
        return "any identity";
    }
}
