package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.Judgement;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.CipSpec;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges an image by a ClusterImagePolicy that applies to it: authorities OR, then the policy on top of them. */
public final class PolicyJudge {
    private static final String NAME = "ClusterImagePolicy";

    private final CipSpec spec;
    private final Optional<PolicyText> policy;
    private final List<List<PolicyText>> attestationPolicies;
    private final Material material;

    /**
     * @param policy the text behind {@code spec.policy}
     * @param attestationPolicies for each authority the texts behind its attestations, null where there is none
     */
    public PolicyJudge(
            CipSpec spec, Optional<PolicyText> policy, List<List<PolicyText>> attestationPolicies, Material material) {
        this.spec = spec;
        this.policy = policy;
        this.attestationPolicies = List.copyOf(attestationPolicies);
        this.material = material;
    }

    /**
     * @param reasons empty when the image satisfies the policy
     * @param explanation inputs and answers of every policy text that was evaluated; empty without any
     */
    public record Outcome(List<Reason> reasons, List<AuthorityResult> authorities, Optional<JsonNode> explanation) {}

    public Outcome judge(Candidate candidate, Judging judging) {
        List<AuthorityOutcome> outcomes = new ArrayList<>();
        boolean alone = spec.authorities().size() == 1;
        for (int i = 0; i < spec.authorities().size(); i++) {
            outcomes.add(judge(i, candidate, judging, alone));
        }
        if (outcomes.stream().noneMatch(outcome -> outcome.match().isPresent())) {
            // Only now is it known that the refusals are to be explained; what was read is not read again.
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i).open()) {
                    outcomes.set(i, judge(i, candidate, judging, true));
                }
            }
        }
        List<JsonNode> explanations = new ArrayList<>();
        Map<String, JsonNode> matches = new LinkedHashMap<>();
        for (AuthorityOutcome outcome : outcomes) {
            explanations.addAll(outcome.explanations());
            outcome.match().ifPresent(match -> matches.put(outcome.result().name(), match));
        }
        List<Reason> reasons = new ArrayList<>();
        if (matches.isEmpty()) {
            outcomes.forEach(outcome -> reasons.addAll(outcome.result().reasons()));
        } else if (policy.isPresent()) {
            judge(policy.get(), matches, candidate, judging, explanations).ifPresent(reasons::add);
        }
        return new Outcome(
                reasons, outcomes.stream().map(AuthorityOutcome::result).toList(), explanation(explanations));
    }

    private AuthorityOutcome judge(int number, Candidate candidate, Judging judging, boolean explained) {
        return new AuthorityJudge(
                        spec.authorities().get(number),
                        attestationPolicies.get(number),
                        candidate,
                        judging,
                        material,
                        explained)
                .judge();
    }

    private static Optional<Reason> judge(
            PolicyText policy,
            Map<String, JsonNode> matches,
            Candidate candidate,
            Judging judging,
            List<JsonNode> explanations) {
        try {
            JsonNode input = PolicyInput.of(matches, policy.reference().includes(), candidate);
            Judgement judgement = policy.compiled(judging).judge(input, judging.now());
            explanations.add(PolicyWording.explanation(policy.reference(), NAME, input, judgement));
            if (judgement.passes()) {
                return Optional.empty();
            }
            return Optional.of(reason(
                    judgement.code().orElse(ReasonCode.POLICY_REJECTED),
                    PolicyWording.failure(policy.reference(), NAME, judgement),
                    remedy(judgement)));
        } catch (RegistryException e) {
            return Optional.of(reason(e.code(), e.getMessage(), e.remedy()));
        } catch (UnresolvedException e) {
            String message = PolicyWording.wrap(policy.reference(), NAME, e.getMessage());
            return Optional.of(reason(e.code(), message, e.remedy()));
        }
    }

    private static String remedy(Judgement judgement) {
        return judgement.code().isEmpty()
                ? "A policy that complies with a warning refuses; set mode: warn where the warning is to pass"
                : "Change the image or its manifest so that the policy holds; --explain shows what the policy saw";
    }

    private static Reason reason(ReasonCode code, String message, String remedy) {
        return new Reason(code, message, "", remedy);
    }

    private static Optional<JsonNode> explanation(List<JsonNode> explanations) {
        if (explanations.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        explanations.forEach(all.putArray("policies")::add);
        return Optional.of(all);
    }
}
