package io.jenkins.plugins.imagepolicy.engine.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signature that satisfies a demand.
 *
 * @param id hexadecimal SHA-256 of the signature's bytes followed by the signing certificate's PEM, if there is one: what
 *     policies see as {@code id} (policy-controller pkg/webhook/validator.go)
 * @param payload the signed JSON: simple-signing payload or in-toto statement
 * @param times every trusted time of the signature
 */
public record VerifiedSignature(
        SignatureFormat format,
        String id,
        SignerFacts signer,
        String artefact,
        JsonNode payload,
        Optional<Long> logIndex,
        List<Instant> times) {
    public VerifiedSignature {
        times = List.copyOf(times);
    }
}
