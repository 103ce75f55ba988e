package io.jenkins.plugins.imagepolicy.engine.signature;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An attestation that satisfies a demand.
 *
 * @param predicateType of the signed statement
 * @param statement the in-toto statement as signed
 */
public record VerifiedAttestation(VerifiedSignature signature, String predicateType, JsonNode statement) {}
