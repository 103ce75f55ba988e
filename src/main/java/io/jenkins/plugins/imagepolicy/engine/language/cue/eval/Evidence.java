package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/** A conjunct's origin, and what the conjuncts of this origin hold. */
final class Evidence {
    /** What a conjunct holds. */
    enum Mark {
        NONE,
        ELLIPSIS,
        TOP,
        STRUCT,
        OPEN_VALIDATOR
    }

    final Origin origin;
    final Origin embedding;
    boolean ellipsis;
    boolean top;
    boolean struct;
    boolean openValidator;
    /** The evidence behind this one in its state. */
    Evidence next;

    Evidence(Origin origin, Origin embedding) {
        this.origin = origin;
        this.embedding = embedding;
    }

    Evidence copy() {
        Evidence copy = new Evidence(origin, embedding);
        copy.ellipsis = ellipsis;
        copy.top = top;
        copy.struct = struct;
        copy.openValidator = openValidator;
        return copy;
    }

    /** Notes one thing more about the conjuncts. */
    void add(Mark mark) {
        switch (mark) {
            case ELLIPSIS -> ellipsis = true;
            case TOP -> top = true;
            case STRUCT -> struct = true;
            case OPEN_VALIDATOR -> {
                openValidator = true;
                top = true;
            }
            default -> {}
        }
    }
}
