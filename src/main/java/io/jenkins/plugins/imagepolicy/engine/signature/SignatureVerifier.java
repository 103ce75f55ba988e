package io.jenkins.plugins.imagepolicy.engine.signature;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.Set;

/** Judges the signatures and attestations of an image by the demand of one authority. Safe for use by several threads. */
public interface SignatureVerifier {
    /**
     * Signatures of the image itself. An attestation is never taken for a signature.
     *
     * @throws RegistryException when what is there could not be read; never "unsigned"
     * @throws TrustException when the demand's trust material cannot be used
     */
    Verification<VerifiedSignature> signatures(Search search, Demand demand) throws RegistryException, TrustException;

    /**
     * Attestations about the image.
     *
     * @param predicateTypes the signed statement's {@code predicateType}, as URI; empty takes every type
     */
    Verification<VerifiedAttestation> attestations(Search search, Demand demand, Set<String> predicateTypes)
            throws RegistryException, TrustException;
}
