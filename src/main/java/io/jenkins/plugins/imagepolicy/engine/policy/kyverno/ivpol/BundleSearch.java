package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Discovery;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The Sigstore bundles about an image. Where there is any, whoever signed it, Kyverno looks at nothing else.
 *
 * @param exist whether there is any
 * @param verified those that satisfy the attestor, signatures and attestations alike
 */
record BundleSearch(
        boolean exist, List<VerifiedSignature> verified, List<Refusal> refusals, List<SearchStep> searched) {
    static BundleSearch of(SignatureVerifier verifier, CosignDemands demands, Search search)
            throws RegistryException, TrustException {
        Verification<VerifiedSignature> signatures;
        Verification<VerifiedAttestation> statements;
        try {
            signatures = verifier.signatures(search, demands.demand(true));
            statements = verifier.attestations(search, demands.demand(true), Set.of());
        } catch (TrustException e) {
            // What an attestor cannot ask of bundles matters only where there are bundles.
            if (new Discovery(search).bundles().isEmpty()) {
                return new BundleSearch(false, List.of(), List.of(), List.of());
            }
            throw e;
        }
        List<VerifiedSignature> verified = new ArrayList<>(signatures.verified());
        statements.verified().forEach(statement -> verified.add(statement.signature()));
        boolean exist = !verified.isEmpty() || found(signatures.refusals()) || found(statements.refusals());
        return new BundleSearch(exist, verified, List.copyOf(signatures.refusals()), signatures.searched());
    }

    /** Whether a refusal speaks of something that is there. */
    private static boolean found(List<Refusal> refusals) {
        return refusals.stream()
                .anyMatch(refusal -> refusal.code() != ReasonCode.UNSIGNED
                        && refusal.code() != ReasonCode.ATTESTATION_MISSING
                        && refusal.code() != ReasonCode.OTHER_FORMAT);
    }
}
