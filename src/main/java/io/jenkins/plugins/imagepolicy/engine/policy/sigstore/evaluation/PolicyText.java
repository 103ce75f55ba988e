package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.CompiledPolicy;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;

/** A policy wherever its text comes from: given with the resource and compiled, or to be fetched when first asked for. */
public interface PolicyText {
    /** The reference behind it. */
    PolicyRef reference();

    /** @throws UnresolvedException when the text cannot be had or compiled */
    CompiledPolicy compiled(Judging judging) throws UnresolvedException;
}
