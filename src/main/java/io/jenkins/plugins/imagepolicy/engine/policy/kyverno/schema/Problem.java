package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/**
 * What is wrong in a document.
 *
 * @param at where
 * @param code {@link ReasonCode#POLICY_INVALID}, or {@link ReasonCode#UNSUPPORTED} for what is right but cannot be judged here
 * @param remedy what to write instead; may be empty
 */
public record Problem(JsonPointer at, ReasonCode code, String message, String remedy) {
    /** A problem at a place, the message led by the place as people write it. */
    public static Problem invalid(JsonPointer at, String message, String remedy) {
        return new Problem(at, ReasonCode.POLICY_INVALID, path(at) + ": " + message, remedy);
    }

    public static Problem unsupported(JsonPointer at, String message, String remedy) {
        return new Problem(at, ReasonCode.UNSUPPORTED, path(at) + ": " + message, remedy);
    }

    /** {@code spec.rules[0].match}. */
    public static String path(JsonPointer pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer part = pointer; part != null && !part.matches(); part = part.tail()) {
            if (part.mayMatchElement()) {
                path.append('[').append(part.getMatchingIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(part.getMatchingProperty());
            }
        }
        return path.length() == 0 ? "document" : path.toString();
    }
}
