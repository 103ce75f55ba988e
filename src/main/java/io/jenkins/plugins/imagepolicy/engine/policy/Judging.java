package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.time.Instant;

/**
 * What policies may use while they judge.
 *
 * @param now the time that policies see; the same for the whole run
 * @param offline no connection but to the registries of the images
 */
public record Judging(
        Instant now,
        boolean offline,
        String namespace,
        Registries registries,
        SignatureVerifier signatures,
        DefaultTrust defaultTrust) {
    /** The trusted root used where a policy names none; read when first asked for. */
    @FunctionalInterface
    public interface DefaultTrust {
        TrustedRoot get() throws TrustException;
    }
}
