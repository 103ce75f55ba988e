package io.jenkins.plugins.imagepolicy.engine.signature.artefact;

import java.util.Optional;

/**
 * An entry of a Rekor log.
 *
 * @param logId lower-case hexadecimal
 * @param kind and {@code version} as claimed beside the body; empty in the legacy format, which claims neither
 * @param integratedTime seconds since 1970, 0 when not given; trusted only with {@code promise}
 * @param promise signed entry timestamp of a Rekor v1 log
 * @param body as logged
 */
public record LogEntry(
        long logIndex,
        String logId,
        String kind,
        String version,
        long integratedTime,
        Optional<byte[]> promise,
        Optional<InclusionProof> proof,
        byte[] body) {}
