package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A policy ready for use. Safe for use by several threads. */
@FunctionalInterface
public interface CompiledPolicy {
    /**
     * Evaluates the policy. Everything that goes wrong is a judgement too, never an exception.
     *
     * @param now the time that the policy sees
     */
    Judgement judge(JsonNode input, Instant now);
}
