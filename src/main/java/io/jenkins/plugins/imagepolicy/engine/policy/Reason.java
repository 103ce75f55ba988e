package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/**
 * Why an image did not pass a policy.
 *
 * @param message a sentence
 * @param authority the authority it is about; empty when it is about the policy as a whole
 * @param remedy what to do; empty when there is nothing to say
 */
public record Reason(ReasonCode code, String message, String authority, String remedy) {}
