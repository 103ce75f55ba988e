package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;

/** A field or element: a node, or data that nothing but its parent has asked for yet. */
sealed interface Arc permits Node, Arc.Untouched {
    Label label();

    /**
     * Data of the input that no constraint has met, which is most of a large input: it becomes a node when a constraint or a
     * reference comes.
     */
    record Untouched(Label label, Data data, Provenance provenance) implements Arc {}
}
