package io.jenkins.plugins.imagepolicy.engine.signature;

import java.util.Map;

/**
 * What one authority demands of a signature.
 *
 * @param signer whose signature
 * @param log whether it must stand in a transparency log
 * @param timestamp whether a timestamp authority must have seen it
 * @param annotations that the signed payload must carry, all of them
 */
public record Demand(
        SignerDemand signer,
        LogDemand log,
        TimestampDemand timestamp,
        SignatureFormat format,
        Map<String, String> annotations) {
    public Demand {
        annotations = Map.copyOf(annotations);
    }
}
