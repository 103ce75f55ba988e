package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

/** Who has to act on a fault. */
public enum FaultKind {
    /** The policy is wrong: syntax, unknown names, unsafe variables, types, recursion. */
    INVALID_POLICY,
    /** The policy asks for what this engine refuses, a network built-in say. */
    UNSUPPORTED,
    /** Evaluation met a conflict or another error; the policy gave no answer. */
    EVALUATION,
    /** A bound was reached: instructions, depth, result size, wall time. */
    LIMIT
}
