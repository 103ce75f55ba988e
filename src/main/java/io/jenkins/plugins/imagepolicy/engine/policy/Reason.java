package io.jenkins.plugins.imagepolicy.engine.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/**
 * Why an image did not pass a policy.
 *
 * @param message a sentence
 * @param authority the authority it is about; empty when it is about the policy as a whole
 * @param remedy what to do; empty when there is nothing to say
 * @param waiver the waiver that covers it, in force or expired; null when there is none
 */
public record Reason(
        ReasonCode code,
        String message,
        String authority,
        String remedy,
        @JsonInclude(JsonInclude.Include.NON_NULL) Waived waiver) {
    public Reason(ReasonCode code, String message, String authority, String remedy) {
        this(code, message, authority, remedy, null);
    }

    /** Whether a waiver in force covers it, so that it stays visible but refuses nothing. */
    public boolean waived() {
        return waiver != null && !waiver.expired();
    }

    public Reason with(Waived found) {
        return new Reason(code, message, authority, remedy, found);
    }
}
