package io.jenkins.plugins.imagepolicy.engine.language.cue;

import java.util.List;

/** What a policy says of an input. Only {@link Compliant} lets it pass. */
public sealed interface CueVerdict {
    /** Policy and input do not contradict each other. */
    record Compliant() implements CueVerdict {}

    /** They do; at least one conflict. */
    record Conflict(List<CueConflict> conflicts) implements CueVerdict {
        public Conflict {
            conflicts = List.copyOf(conflicts);
            if (conflicts.isEmpty()) {
                throw new IllegalArgumentException("a conflict names at least one contradiction");
            }
        }
    }

    /** Could not be decided. */
    record Failed(CueException cause) implements CueVerdict {}

    default boolean isCompliant() {
        return this instanceof Compliant;
    }
}
