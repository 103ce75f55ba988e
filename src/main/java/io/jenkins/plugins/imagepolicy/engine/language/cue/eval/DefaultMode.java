package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/** Whether a disjunct is a default, of the disjunctions combined so far. */
enum DefaultMode {
    MAYBE,
    NOT,
    IS;

    static DefaultMode of(boolean hasDefaults, boolean isDefault) {
        return !hasDefaults ? MAYBE : isDefault ? IS : NOT;
    }

    /** The mode of the combination: any no is a no, then any yes is a yes. */
    DefaultMode and(DefaultMode other) {
        if (this == NOT || other == NOT) {
            return NOT;
        }
        return this == IS || other == IS ? IS : MAYBE;
    }
}
