package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.Set;

/** A conjunct that must be computed before it can be inserted. */
final class Task {
    /** What is to be done. */
    enum Type {
        EXPRESSION,
        REFERENCE,
        COMPREHENSION,
        COMPUTED_FIELD,
        PATTERN,
        LIST
    }

    /** How far it is. */
    enum State {
        PENDING,
        RUNNING,
        DONE
    }

    final Type type;
    final Env env;
    final Object work;
    final Provenance provenance;
    /** The labels it may add to the node, or null for any. */
    final Set<Label> labels;

    State state = State.PENDING;
    /** The task behind this one in its list. */
    Task next;

    Task(Type type, Env env, Object work, Provenance provenance, Set<Label> labels) {
        this.type = type;
        this.env = env;
        this.work = work;
        this.provenance = provenance;
        this.labels = labels;
    }

    boolean mayAdd(Label label) {
        return labels == null || labels.contains(label);
    }

    Value value() {
        return (Value) work;
    }
}
