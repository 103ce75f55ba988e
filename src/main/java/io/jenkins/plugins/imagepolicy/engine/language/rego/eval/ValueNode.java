package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Computes one value from the frame; null where it is undefined. */
public abstract class ValueNode {
    abstract Value of(Frame frame);
}
