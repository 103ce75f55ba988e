package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.Judgement;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;

/** Upstream's words about policies, and what {@code --explain} shows of them. */
public final class PolicyWording {
    private PolicyWording() {}

    /** @param name ClusterImagePolicy, or the attestation's */
    static String failure(PolicyRef policy, String name, Judgement judgement) {
        if (judgement.code().isEmpty()) {
            return judgement.warning();
        }
        return wrap(policy, name, judgement.error());
    }

    public static String wrap(PolicyRef policy, String name, String error) {
        return policy.type() == PolicyRef.Type.CUE
                ? "failed evaluating cue policy for " + name + ": " + error
                : "failed evaluating rego policy for type " + name + ": " + error;
    }

    /** @param what the policy is about: ClusterImagePolicy, or authority/attestation */
    static JsonNode explanation(PolicyRef policy, String what, JsonNode input, Judgement judgement) {
        ObjectNode explanation = JsonNodeFactory.instance.objectNode();
        explanation.put("policy", what);
        explanation.put("type", policy.type() == PolicyRef.Type.CUE ? "cue" : "rego");
        explanation.set("input", input);
        explanation.put("compliant", judgement.code().isEmpty());
        if (!judgement.error().isEmpty()) {
            explanation.put("error", judgement.error());
        }
        if (!judgement.warning().isEmpty()) {
            explanation.put("warning", judgement.warning());
        }
        judgement.explanation().ifPresent(trace -> explanation.set("trace", trace));
        return explanation;
    }
}
