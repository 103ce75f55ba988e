package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

/** The input of an attestation's policy: the whole in-toto statement (source: cosign pkg/policy/attestation.go). */
final class TypedPredicates {
    private TypedPredicates() {}

    /** @param wanted predicate type as the policy writes it */
    static JsonNode input(String wanted, JsonNode statement) {
        return statement;
    }
}
