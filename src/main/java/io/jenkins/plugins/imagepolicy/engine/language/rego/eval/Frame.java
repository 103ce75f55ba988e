package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** The variables of one run of a rule body. Closures of the body share it: each has slots of its own. */
final class Frame {
    final Machine machine;
    final Value[] slots;
    /** What the closures that are being evaluated have collected, one entry a closure. */
    final Object[] collected;
    /** The value of a complete rule or function so far. */
    Value result;

    Frame(Machine machine, Definition definition) {
        this.machine = machine;
        this.slots = new Value[definition.slots];
        this.collected = definition.closures == 0 ? null : new Object[definition.closures];
    }
}
