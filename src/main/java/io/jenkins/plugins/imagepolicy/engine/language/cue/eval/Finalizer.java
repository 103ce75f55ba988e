package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import java.util.List;

/** Finishes nodes: all conjuncts in, disjunctions resolved, checks run, fields finished, closedness judged. */
final class Finalizer {
    private final Evaluation evaluation;

    Finalizer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void finish(Node node) {
        if (node.status == Node.Status.DONE || node.finalizing || node.verified) {
            return;
        }
        if (isPlainData(node)) {
            node.verified = true;
            return;
        }
        evaluation.enter(node);
        node.finalizing = true;
        boolean outer = evaluation.setForcing(true);
        try {
            evaluation.knowledge.force(node);
            if (!node.choice.choices.isEmpty() && (node.error == null || node.error.isIncomplete())) {
                evaluation.choices.resolve(node);
            }
            if (node.choice.chosen == null && node.choice.disjuncts == null) {
                complete(node);
            }
            node.status = Node.Status.DONE;
            if (!node.hasPendingTask()) {
                node.tasks = null;
            }
        } finally {
            evaluation.setForcing(outer);
            node.finalizing = false;
            evaluation.leave();
        }
    }

    /** Input that no constraint touches is not even expanded. */
    private boolean isPlainData(Node node) {
        return node.status == Node.Status.NEW
                && node.conjuncts.size() == 1
                && node.conjuncts.get(0).value() instanceof Data
                && (node.parent == null || evaluation.closedness.isFree(node.parent));
    }

    private void complete(Node node) {
        node.cyclicConjuncts = List.of();
        if ((node.hasAncestorCycle && !node.hasNonCycle) || (node.hasCyclicConjunct && !node.hasNonCyclic)) {
            node.error = Bottom.structuralCycle(-1).in(node);
            return;
        }
        closeDefinition(node);
        if (node.scalar != null && (node.error == null || node.error.isIncomplete())) {
            evaluation.checks.bounds(node);
        }
        refuseStruct(node);
        if (node.kind != Kind.BOTTOM) {
            fields(node);
        }
        if (node.error == null || node.error.isIncomplete()) {
            evaluation.checks.run(node);
        }
        notAllowed(node);
    }

    /** A struct of nothing but conditions is a struct to a bound, even where it is none to a type. */
    private static void refuseStruct(Node node) {
        boolean bounded = !node.restrictions.isEmpty();
        if (bounded && (node.kind & Kind.STRUCT) == 0 && (node.hasStruct ? node.scalar == null : mayBeStruct(node))) {
            node.addError(Bottom.error("cannot use {} (type struct) as " + Text.of(node), -1, node, null));
        }
    }

    /** Whether a condition, even one that does not hold, declares the field as a struct. */
    static boolean mayBeStruct(Node node) {
        if (node.parent != null) {
            for (Expr.Comprehension comprehension : node.parent.conditionalStructs) {
                if (declaresStruct(comprehension, node.label)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean declaresStruct(Expr.Comprehension comprehension, Label label) {
        for (Expr.Decl decl : comprehension.value().decls()) {
            if (decl instanceof Expr.Field field
                    && field.label().equals(label)
                    && field.value() instanceof Expr.Struct) {
                return true;
            }
        }
        return false;
    }

    private static void closeDefinition(Node node) {
        boolean open = node.hasOpenValidator || (node.hasTop && !node.hasStruct);
        if (node.isDefinition && !open) {
            node.closedRecursive = true;
        }
    }

    private void fields(Node node) {
        for (int i = 0; i < node.arcs.size(); i++) {
            if (node.arcs.isUntouched(i) && evaluation.closedness.isFree(node)) {
                node.arcs.verify(i);
            } else if (node.arcs.type(i) != FieldType.OPTIONAL) {
                Node arc = node.arcs.get(i);
                finish(arc);
                childError(node, arc);
            }
        }
        if (node.scalar != null || node.isList) {
            refuseFields(node);
        }
    }

    private void refuseFields(Node node) {
        for (int i = 0; i < node.arcs.size(); i++) {
            Label label = node.arcs.label(i);
            if (label.isString() && node.arcs.type(i) != FieldType.OPTIONAL && (node.kind & Kind.STRUCT) == 0) {
                node.addError(Bottom.error(
                        "cannot combine regular field \"" + label.name() + "\" with " + Text.of(node), -1, node, null));
            }
        }
    }

    private static void childError(Node node, Node arc) {
        Node result = arc.deref();
        Bottom error = result.error != null && !result.error.isIncomplete() ? result.error : result.childError;
        if (error != null && (node.childError == null || error.code.compareTo(node.childError.code) < 0)) {
            node.childError = error;
        }
    }

    private void notAllowed(Node node) {
        if (node.error != null && !node.error.isIncomplete()) {
            return;
        }
        for (Node arc : evaluation.closedness.refused(node)) {
            Bottom error = Bottom.error("field not allowed", -1, arc, seen(arc));
            arc.deref().notAllowed = error;
            if (node.childError == null) {
                node.childError = error;
            }
        }
    }

    private static Data seen(Node arc) {
        return arc.deref().scalar;
    }
}
