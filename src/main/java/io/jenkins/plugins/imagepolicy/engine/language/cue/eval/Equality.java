package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import java.util.List;
import java.util.Objects;

/** Whether two disjuncts are the same value, so that one of them suffices. */
final class Equality {
    private final Evaluation evaluation;

    Equality(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** {@code settled}: no other disjunction is to be resolved; then patterns have done what they can. */
    boolean same(Node first, Node second, boolean settled) {
        Node a = first.deref();
        Node b = second.deref();
        if (a == b) {
            return true;
        }
        evaluation.inserter.open(a); // input that no constraint touches may not be open yet
        evaluation.inserter.open(b);
        if (a.choice.disjuncts != null || b.choice.disjuncts != null || a.type != b.type || a.kind() != b.kind()) {
            return false;
        }
        if (a.scalar != null || b.scalar != null) {
            return a.scalar != null
                    && b.scalar != null
                    && Operators.isSame(a.scalar, b.scalar)
                    && sameArcs(a, b, settled);
        }
        if (!a.isList && !a.isStructNow() && !sameConstraints(a, b)) {
            return false;
        }
        boolean closedA = a.closedRecursive || a.closedOnce;
        boolean closedB = b.closedRecursive || b.closedOnce;
        if (a.isList != b.isList || a.listClosed != b.listClosed || (a.kind() == Kind.STRUCT && closedA != closedB)) {
            return false;
        }
        boolean free = settled || (a.patterns.isEmpty() && b.patterns.isEmpty());
        return free && sameArcs(a, b, settled);
    }

    private static boolean sameConstraints(Node a, Node b) {
        Restrictions ofA = a.restrictions;
        Restrictions ofB = b.restrictions;
        return Objects.equals(ofA.lower, ofB.lower)
                && Objects.equals(ofA.upper, ofB.upper)
                && telling(a).equals(telling(b));
    }

    /** The checks that can fail: no value of the kind equals null, for one. */
    private static List<Restrictions.Check> telling(Node node) {
        return node.restrictions.checks.stream()
                .filter(check -> check.bound() == null
                        || check.bound().operator() != Operator.NOT_EQUAL
                        || (check.bound().operand().kind() & node.kind) != 0)
                .toList();
    }

    private boolean sameArcs(Node a, Node b, boolean settled) {
        if (a.arcs.size() != b.arcs.size()) {
            return false;
        }
        for (Node arc : a.arcs) {
            Node other = b.arc(arc.label);
            boolean optional = arc.type == FieldType.OPTIONAL;
            if (other == null || (optional ? !sameTerms(arc, other) : !same(arc, other, settled))) {
                return false;
            }
        }
        return true;
    }

    /** Whether two fields, which are not evaluated, are declared by the same literals. */
    private static boolean sameTerms(Node a, Node b) {
        if (a.type != b.type || a.conjuncts.size() != 1 || b.conjuncts.size() != 1) {
            return false;
        }
        return a.conjuncts.get(0).value() instanceof Expr.Literal x
                && b.conjuncts.get(0).value() instanceof Expr.Literal y
                && x.value().equals(y.value());
    }
}
