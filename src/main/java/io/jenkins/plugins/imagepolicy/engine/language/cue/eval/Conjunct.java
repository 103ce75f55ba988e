package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** One of the values that a node must satisfy: an expression with its scope, or a value. */
record Conjunct(Env env, Value value, Provenance provenance) {
    boolean isSame(Conjunct other) {
        return value == other.value
                && (env == other.env
                        || (env != null
                                && other.env != null
                                && env.up == other.env.up
                                && env.node == other.env.node
                                && env.variables == other.env.variables
                                && env.matched == other.env.matched));
    }
}
