package io.jenkins.plugins.imagepolicy.engine.language.cue.value;

/** Anything an expression evaluates to. Data are in this package; the evaluator adds nodes, constraints and errors. */
public interface Value {
    /** The {@link Kind} mask of the values this may be. */
    int kind();

    /** Whether this is one value rather than a set of them. */
    default boolean isConcrete() {
        return true;
    }
}
