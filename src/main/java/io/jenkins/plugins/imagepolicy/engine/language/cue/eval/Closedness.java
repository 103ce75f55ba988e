package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import java.util.List;

/**
 * Which fields a closed struct allows. Every reference to a definition, every embedding and every struct around embeddings is a
 * group; a field is allowed when each closed group has a conjunct of it, or when it was added by the struct around an embedded
 * group. Here the groups begin; what follows from them is for {@link Rules} and {@link RefusedFields}.
 */
final class Closedness {
    private int sequence;
    /** Whether a group was ever closed: until then no field is refused, and no rules need to be looked for. */
    private boolean closes;

    /** The fields of a finished node that no rule allows. */
    List<Node> refused(Node node) {
        return closes ? RefusedFields.of(node) : List.of();
    }

    /** Whether no rule of this node reaches the data below it. */
    boolean isFree(Node node) {
        return !closes || Rules.isFree(node);
    }

    /** The provenance of what a reference at {@code node} to {@code target} brings. */
    Provenance reference(Node node, Node target, Provenance from, boolean open) {
        ClosedState state = node.closed;
        boolean closesOuter = (from.fromDefinition() && from.fromEmbedding()) || target.closedOnce;
        if (closesOuter && !open) {
            activateOuter(state, from.outer(), target.closedRecursive);
        }
        boolean ignored;
        if (open) {
            ignored = true;
        } else if (from.embedding() != null || from.outer() == null) {
            ignored = !(from.fromDefinition() || target.closedOnce);
        } else {
            ignored = from.fromEmbedding();
        }
        closes = closes || !ignored;
        Origin known = state.originOf(target);
        Origin origin = known;
        if (known == null || from.embedding() != null) {
            origin = next(Origin.Type.REFERENCE);
            if (known != null) {
                state.within(origin, known);
            }
            state.add(new Group(target, origin, from.outer(), from.embedding(), ignored, target.closedRecursive));
        }
        state.within(from.origin(), origin);
        return from.withOrigin(origin);
    }

    private void activateOuter(ClosedState state, Origin outer, boolean recursive) {
        Origin wanted = outer;
        for (int i = state.groups.size() - 1; i >= 0 && wanted != null; i--) {
            Group group = state.groups.get(i);
            if (group.origin == wanted) {
                group.ignored = false;
                closes = true;
                if (recursive) {
                    group.recursive = true;
                }
                wanted = group.parent;
            }
        }
        state.rules = null;
    }

    /** The provenance of what an embedding brings. */
    Provenance embedding(Node node, Provenance from) {
        Origin origin = next(Origin.Type.EMBEDDING);
        node.closed.within(from.origin(), origin);
        node.closed.add(new Group(null, origin, from.origin(), origin, true, from.fromDefinition()));
        return from.inEmbedding(origin);
    }

    /** The provenance of the fields beside embeddings. */
    Provenance struct(Node node, Provenance from) {
        Origin origin = next(Origin.Type.STRUCT);
        node.closed.within(from.origin(), origin);
        node.closed.add(new Group(null, origin, from.origin(), from.embedding(), true, from.fromDefinition()));
        return from.inStruct(origin);
    }

    private Origin next(Origin.Type type) {
        return new Origin(++sequence, type);
    }

    /** A disjunct that equals another stands for both: its fields have the evidence of both. */
    static void merge(Node into, Node from) {
        into.closed.merge(from.closed);
        for (int i = 0; i < from.arcs.size(); i++) {
            if (from.arcs.isUntouched(i)) {
                continue;
            }
            Node arc = from.arcs.get(i);
            Node mine = into.arc(arc.label);
            if (mine != null && mine != arc) {
                merge(mine, arc);
            }
        }
    }
}
