package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.Judgement;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Attestation;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PredicateTypes;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks for each attestation that an authority lists among those that verified; all must be there (AND). */
final class AttestationJudge {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Authority authority;
    private final List<PolicyText> policies;
    private final List<VerifiedAttestation> verified;
    private final Judging judging;
    private final List<JsonNode> explanations = new ArrayList<>();

    AttestationJudge(
            Authority authority, List<PolicyText> policies, List<VerifiedAttestation> verified, Judging judging) {
        this.authority = authority;
        this.policies = policies;
        this.verified = verified;
        this.judging = judging;
    }

    /** @param reasons why not; empty when every attestation is there */
    record Outcome(JsonNode match, List<Reason> reasons, List<JsonNode> explanations) {}

    Outcome judge(Refusals.Wording wording) throws UnresolvedException {
        ObjectNode attestations = JSON.objectNode();
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < authority.attestations().size(); i++) {
            Attestation wanted = authority.attestations().get(i);
            ArrayNode satisfying = JSON.arrayNode();
            reasons.addAll(satisfy(wanted, policies.get(i), satisfying, wording));
            attestations.set(wanted.name(), satisfying);
        }
        return new Outcome(JSON.objectNode().set("attestations", attestations), reasons, explanations);
    }

    /** Adds what satisfies {@code wanted}; otherwise gives the first candidate's reason, as upstream does. */
    private List<Reason> satisfy(Attestation wanted, PolicyText policy, ArrayNode satisfying, Refusals.Wording wording)
            throws UnresolvedException {
        String type = PredicateTypes.uri(wanted.predicateType());
        Reason first = null;
        for (VerifiedAttestation candidate : verified) {
            if (!candidate.predicateType().equals(type)) {
                continue;
            }
            Judgement judgement = policy == null ? null : judge(wanted, policy, candidate);
            if (judgement == null || judgement.passes()) {
                satisfying.add(AuthorityMatches.attestation(candidate, wanted.predicateType()));
            } else if (first == null) {
                first = wording.reason(
                        judgement.code().filter(ReasonCode::isError).orElse(ReasonCode.ATTESTATION_REJECTED),
                        PolicyWording.failure(policy.reference(), wanted.name(), judgement),
                        "Attest the image anew with a predicate that satisfies the policy of " + wanted.name());
            }
        }
        if (!satisfying.isEmpty()) {
            return List.of();
        }
        return List.of(first != null ? first : missing(wanted, wording));
    }

    private Judgement judge(Attestation wanted, PolicyText policy, VerifiedAttestation candidate)
            throws UnresolvedException {
        JsonNode input = candidate.statement();
        Judgement judgement = policy.compiled(judging).judge(input, judging.now());
        explanations.add(PolicyWording.explanation(
                policy.reference(), authority.name() + "/" + wanted.name(), input, judgement));
        return judgement;
    }

    private Reason missing(Attestation wanted, Refusals.Wording wording) {
        String seen = verified.stream()
                .map(VerifiedAttestation::predicateType)
                .distinct()
                .collect(Collectors.joining(","));
        return wording.reason(
                ReasonCode.ATTESTATION_MISSING,
                "no matching attestations with type " + wanted.predicateType()
                        + ", checked the following predicateTypes: \"" + seen + "\"",
                "Attest the image with predicate type " + PredicateTypes.uri(wanted.predicateType()));
    }
}
