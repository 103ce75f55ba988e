package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import java.util.ArrayList;
import java.util.List;

/** The bounds and validators of a node: the tightest bounds of an order, and the checks that need the value. */
final class Restrictions {
    /** Of nodes without any; never changed. */
    static final Restrictions NONE = new Restrictions();

    Constraint.Bound lower;
    Constraint.Bound upper;
    int lowerAt = -1;
    int upperAt = -1;
    List<Check> checks = List.of();

    /** A check that needs the value: a bound or a validator. */
    record Check(Constraint.Bound bound, Validator validator, int at) {}

    boolean isEmpty() {
        return lower == null && upper == null && checks.isEmpty();
    }

    void add(Check check) {
        if (checks.isEmpty()) {
            checks = new ArrayList<>(2);
        }
        checks.add(check);
    }
}
