package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import java.time.InstantSource;
import java.util.Set;

/** Verifies what cosign writes, in both of its formats. Safe for use by several threads. */
public final class CosignVerifier implements SignatureVerifier {
    private final InstantSource clock;

    public CosignVerifier() {
        this(InstantSource.system());
    }

    /** @param clock tells the time at which a certificate that nothing dates must be valid */
    public CosignVerifier(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Verification<VerifiedSignature> signatures(Search search, Demand demand) throws RegistryException {
        SignatureRun run = new SignatureRun(search, demand, clock.instant());
        return new Inspection<>(search, demand, run, CosignVerifier::signer).inspect();
    }

    @Override
    public Verification<VerifiedAttestation> attestations(Search search, Demand demand, Set<String> predicateTypes)
            throws RegistryException {
        AttestationRun run = new AttestationRun(search, demand, Set.copyOf(predicateTypes), clock.instant());
        return new Inspection<>(search, demand, run, a -> signer(a.signature())).inspect();
    }

    private static String signer(VerifiedSignature signature) {
        return signature.signer().key();
    }
}
