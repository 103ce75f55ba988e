package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Where conjuncts come from, for the question which closed group a field belongs to: a reference, an embedding or the struct
 * around embeddings. Origins nest; through shared references one may lie within several others.
 */
final class Origin {
    /** What the origin is. */
    enum Type {
        EMBEDDING,
        REFERENCE,
        STRUCT
    }

    private static final int MAX_WALK = 10_000;

    final int sequence;
    final Type type;
    /** What it lies within: nothing, one origin, or, rarely, several. */
    private List<Origin> within = List.of();

    Origin(int sequence, Type type) {
        this.sequence = sequence;
        this.type = type;
    }

    void putWithin(Origin outer) {
        if (outer != null && outer != this && !within.contains(outer)) {
            within = within.isEmpty() ? List.of(outer) : append(outer);
        }
    }

    private List<Origin> append(Origin outer) {
        List<Origin> all = within instanceof ArrayList ? within : new ArrayList<>(within);
        all.add(outer);
        return all;
    }

    /** Whether {@code inner} is this origin or lies within it. */
    boolean contains(Origin inner) {
        if (inner == this) {
            return true;
        }
        if (inner == null || inner.within.isEmpty()) {
            return false;
        }
        if (inner.within.size() == 1) {
            Origin outer = inner.within.get(0);
            if (outer == this || outer.within.isEmpty()) {
                return outer == this;
            }
        }
        List<Origin> seen = new ArrayList<>();
        seen.add(inner);
        for (int i = 0; i < seen.size() && i < MAX_WALK; i++) {
            for (Origin outer : seen.get(i).within) {
                if (outer == this) {
                    return true;
                }
                if (!seen.contains(outer)) {
                    seen.add(outer);
                }
            }
        }
        return false;
    }
}
