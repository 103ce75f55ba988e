package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;

/** Constraints in frequent use. */
final class Constraints {
    static final Constraint TOP = new Constraint.TypeOf(Kind.TOP);

    private Constraints() {}
}
