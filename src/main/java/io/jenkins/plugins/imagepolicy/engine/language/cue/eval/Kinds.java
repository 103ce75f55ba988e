package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** The kinds of value that a node may still have. */
final class Kinds {
    private final Evaluation evaluation;

    Kinds(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Narrows the node to a kind; false when nothing is left. */
    boolean kind(Node node, int kind, Value source, int at, Provenance provenance) {
        node.closed.note(provenance, Evidence.Mark.NONE);
        int both = node.kind & kind;
        if (node.kind == Kind.BOTTOM || kind == Kind.BOTTOM) {
            return false;
        }
        if (both == Kind.BOTTOM) {
            conflict(node, node.kindSource, node.kind, node.kindAt, source, kind, at);
        }
        if (node.kind != both || node.kindSource == null) {
            node.kindSource = source;
            node.kindAt = at;
        }
        node.kind = both;
        return both != Kind.BOTTOM;
    }

    void mustBeStruct(Node node, Value source, int at, Provenance provenance) {
        node.isStruct = true;
        kind(node, Kind.STRUCT, source, at, provenance);
    }

    /** Notes two values of a node that no value satisfies. */
    void conflict(Node node, Value left, int leftKind, int leftAt, Value right, int rightKind, int at) {
        String message = "conflicting values " + Text.of(left, leftKind) + " and " + Text.of(right, rightKind);
        if (leftKind != rightKind) {
            message += " (mismatched types " + Kind.name(leftKind) + " and " + Kind.name(rightKind) + ")";
        }
        Value seen = leftAt < 0 ? left : at < 0 ? right : null;
        node.addError(Bottom.error(message, leftAt >= 0 ? leftAt : at, node, seen));
        evaluation.changed();
    }
}
