package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/** A group as it applies to a node and, unless {@code once}, to those below. */
record Rule(Origin origin, Origin parent, Origin embedding, boolean once, boolean ignored, boolean removed) {
    /** As it applies to the nodes below. */
    Rule inherited() {
        return once && !ignored ? withState(once, true) : this;
    }

    Rule withState(boolean isOnce, boolean isIgnored) {
        return new Rule(origin, parent, embedding, isOnce, isIgnored, removed);
    }

    /** Lifted for good. */
    Rule lifted() {
        return removed ? this : new Rule(origin, parent, embedding, once, ignored, true);
    }
}
