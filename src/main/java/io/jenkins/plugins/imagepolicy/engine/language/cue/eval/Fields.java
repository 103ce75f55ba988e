package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

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
            refuseLateField(node, label, conjunct.value());
            arc = new Node(node, label, node.depth + 1);
            arc.type = type;
            node.addArc(arc);
            evaluation.changed();
        } else if (type.compareTo(arc.type) < 0) {
            refuseLateField(node, label, conjunct.value());
            arc.type = type;
            evaluation.changed();
        }
        if (!isNew && isKnown(arc, conjunct)) {
            return arc;
        }
        evaluation.inserter.add(arc, conjunct);
        if (isNew) {
            for (int i = 0; i < node.patterns.size(); i++) {
                constrain(node, label, node.patterns.get(i));
            }
        }
        return arc;
    }

    /** Inserts data of the input, which stays untouched while no constraint meets it. */
    void data(Node node, Label label, Data data, Provenance provenance) {
        if (node.arcs.has(label) || !node.patterns.isEmpty()) {
            arc(node, label, FieldType.MEMBER, new Conjunct(null, data, provenance));
            return;
        }
        refuseLateField(node, label, data);
        node.addArc(new Arc.Untouched(label, data, provenance));
        evaluation.changed();
    }

    private boolean isKnown(Node arc, Conjunct conjunct) {
        Conjunct known = arc.conjuncts.same(conjunct);
        if (known == null) {
            return false;
        }
        Origin origin = known.provenance().origin();
        if (origin == null) {
            return conjunct.provenance().origin() == null;
        }
        if (conjunct.provenance().origin() != origin) {
            origin.putWithin(conjunct.provenance().origin());
        }
        return true;
    }

    private void refuseLateField(Node node, Label label, Value value) {
        if (node.status == Node.Status.DONE || node.frozen || node.frozenLabels.contains(label)) {
            int at = value instanceof Expr expr ? expr.at() : -1;
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
        refuseLatePattern(node, pattern);
        node.addPattern(pattern);
        evaluation.changed();
        int known = node.arcs.size();
        for (int i = 0; i < known; i++) {
            constrain(node, node.arcs.label(i), pattern);
        }
    }

    /** At the top, CUE sees a reference that comes for a field whose absence was used as a change of that field. */
    private void refuseLatePattern(Node node, Node.Pattern pattern) {
        if (node.parent != null || !(pattern.constraint().value() instanceof Expr.Reference reference)) {
            return;
        }
        for (Label label : node.frozenLabels) {
            if (evaluation.patterns.matches(pattern.pattern(), label)) {
                throw CueFault.unsupported(
                        reference.at(), "a pattern for a field whose absence was used (" + label + ")");
            }
        }
    }

    private void constrain(Node node, Label label, Node.Pattern pattern) {
        if (label.isRegular() && evaluation.patterns.matches(pattern.pattern(), label)) {
            Conjunct constraint = pattern.constraint();
            arc(
                    node,
                    label,
                    FieldType.OPTIONAL,
                    pattern.named()
                            ? new Conjunct(
                                    constraint.env().matching(label), constraint.value(), constraint.provenance())
                            : constraint);
        }
    }
}
