package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import java.util.Optional;

/**
 * What a policy says of an input.
 *
 * @param code why it does not comply; empty when it does
 * @param error upstream's words for that; empty when it complies
 * @param warning {@code warning: …} of a policy that complies with a warning, which counts as a refusal; else empty
 * @param explanation how the policy came to it, line by line; may be empty
 */
public record Judgement(Optional<ReasonCode> code, String error, String warning, Optional<JsonNode> explanation) {
    public static Judgement complies(String warning, Optional<JsonNode> explanation) {
        return new Judgement(Optional.empty(), "", warning, explanation);
    }

    public static Judgement refuses(ReasonCode code, String error, Optional<JsonNode> explanation) {
        return new Judgement(Optional.of(code), error, "", explanation);
    }

    /** Whether the policy lets the input pass: compliant, and without a warning. */
    public boolean passes() {
        return code.isEmpty() && warning.isEmpty();
    }
}
