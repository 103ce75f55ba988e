package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What goes with an attestor entry.
 *
 * @param demands for the verifier; what satisfies any of them counts
 * @param timed whether somebody trusted must say when the signature was made, a log or a timestamp authority
 * @param identity to be checked on every certificate that the verifier accepts; empty when the demands say it all
 */
record Asked(List<Demand> demands, boolean timed, Optional<KeylessIdentity> identity) {
    private static final Refusal UNTIMED = new Refusal(
            ReasonCode.UNTIMESTAMPED,
            "Neither a transparency log nor a timestamp authority says when the signature was made",
            "Sign with a timestamp ('cosign sign --timestamp-server-url'), or write ctlog.ignoreSCT: true");

    Asked {
        demands = List.copyOf(demands);
    }

    @FunctionalInterface
    private interface Asking<T> {
        Verification<T> of(Demand demand) throws RegistryException, TrustException;
    }

    Verification<VerifiedSignature> signatures(SignatureVerifier verifier, Search search)
            throws RegistryException, TrustException {
        return all(demand -> verifier.signatures(search, demand), found -> found);
    }

    Verification<VerifiedAttestation> attestations(SignatureVerifier verifier, Search search, Set<String> types)
            throws RegistryException, TrustException {
        return all(demand -> verifier.attestations(search, demand, types), VerifiedAttestation::signature);
    }

    private <T> Verification<T> all(Asking<T> asking, Function<T, VerifiedSignature> signature)
            throws RegistryException, TrustException {
        List<T> verified = new ArrayList<>();
        Set<String> known = new HashSet<>();
        List<Refusal> refusals = new ArrayList<>();
        Set<SearchStep> searched = new LinkedHashSet<>();
        for (Demand demand : demands) {
            Verification<T> found = asking.of(demand);
            Set<String> earlier = Set.copyOf(known);
            for (T one : found.verified()) {
                VerifiedSignature by = signature.apply(one);
                if (timed && by.times().isEmpty()) {
                    refusals.add(UNTIMED);
                } else if (!earlier.contains(by.artefact() + " " + by.id())) {
                    verified.add(one);
                    known.add(by.artefact() + " " + by.id());
                }
            }
            refusals.addAll(found.refusals());
            searched.addAll(found.searched());
        }
        return new Verification<>(verified, refusals, List.copyOf(searched));
    }
}
