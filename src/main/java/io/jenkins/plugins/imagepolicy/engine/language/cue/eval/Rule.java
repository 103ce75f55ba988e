package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/** A group as it applies to a node and, unless {@code once}, to those below. */
final class Rule {
    final Origin origin;
    final Origin parent;
    final Origin embedding;
    boolean once;
    boolean ignored;
    boolean removed;

    Rule(Origin origin, Origin parent, Origin embedding, boolean once, boolean ignored, boolean removed) {
        this.origin = origin;
        this.parent = parent;
        this.embedding = embedding;
        this.once = once;
        this.ignored = ignored;
        this.removed = removed;
    }

    Rule copy() {
        return new Rule(origin, parent, embedding, once, ignored, removed);
    }
}
