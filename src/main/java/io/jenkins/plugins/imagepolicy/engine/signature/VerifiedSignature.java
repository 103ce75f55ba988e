package io.jenkins.plugins.imagepolicy.engine.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signature that satisfies a demand.
 *
 * @param payload the signed JSON: simple-signing payload or in-toto statement
 * @param times every trusted time of the signature
 */
public record VerifiedSignature(
        SignatureFormat format,
        SignerFacts signer,
        String artefact,
        JsonNode payload,
        Optional<Long> logIndex,
        List<Instant> times) {
    public VerifiedSignature {
        times = List.copyOf(times);
    }
}
