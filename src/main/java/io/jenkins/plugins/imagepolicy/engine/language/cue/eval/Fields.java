package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.List;

/** The fields and elements of a node, with the pattern constraints that apply to them. */
final class Fields {
    private final Evaluation evaluation;

    Fields(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Inserts a conjunct of a field or element, with the pattern constraints that match it. */
    Node arc(Node node, Label label, FieldType type, Conjunct conjunct) {
        Node arc = node.arc(label);
        boolean isNew = arc == null;
        if (isNew) {
            refuseLateField(node, label, conjunct);
            arc = new Node(node, label, node.depth + 1);
            arc.type = type;
            node.putArc(label, arc);
            evaluation.changed();
        } else if (type.compareTo(arc.type) < 0) {
            refuseLateField(node, label, conjunct);
            arc.type = type;
            evaluation.changed();
        }
        if (!isNew && isKnown(arc, conjunct)) {
            return arc;
        }
        evaluation.inserter.add(arc, conjunct);
        if (isNew) {
            for (int i = 0; i < node.patterns.size(); i++) {
                constrain(node, arc, node.patterns.get(i));
            }
        }
        return arc;
    }

    private boolean isKnown(Node arc, Conjunct conjunct) {
        for (Conjunct known : arc.conjuncts) {
            if (known.isSame(conjunct)) {
                Origin origin = known.provenance().origin();
                if (origin != null && conjunct.provenance().origin() != origin) {
                    origin.putWithin(conjunct.provenance().origin());
                } else if (origin == null && conjunct.provenance().origin() != null) {
                    return false;
                }
                return true;
            }
        }
        return false;
    }

    private void refuseLateField(Node node, Label label, Conjunct conjunct) {
        if (node.status == Node.Status.DONE || node.frozen || node.frozenLabels.contains(label)) {
            int at = conjunct.value() instanceof Expr expr ? expr.at() : -1;
            throw CueFault.unsupported(
                    at, "a field that is added after its absence was used (" + label + " in " + node.path() + ")");
        }
    }

    /** Adds a pattern constraint and applies it to the fields so far. */
    void pattern(Node node, Node.Pattern pattern) {
        for (Node.Pattern known : node.patterns) {
            if (known.constraint().isSame(pattern.constraint())) {
                return;
            }
        }
        node.addPattern(pattern);
        evaluation.changed();
        for (Node arc : List.copyOf(node.arcs.values())) {
            constrain(node, arc, pattern);
        }
    }

    private void constrain(Node node, Node arc, Node.Pattern pattern) {
        if (arc.label.isRegular() && evaluation.patterns.matches(pattern.pattern(), arc.label)) {
            Conjunct constraint = pattern.constraint();
            Conjunct conjunct = new Conjunct(
                    constraint.env() == null ? null : constraint.env().matching(arc.label),
                    constraint.value(),
                    constraint.provenance());
            arc(node, arc.label, arc.type, conjunct);
        }
    }
}
