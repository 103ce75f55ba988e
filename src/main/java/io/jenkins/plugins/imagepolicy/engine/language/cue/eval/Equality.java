package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import java.util.List;
import java.util.Objects;

/** Whether two disjuncts are the same value, so that one of them suffices. */
final class Equality {
    private Equality() {}

    static boolean same(Node first, Node second) {
        Node a = first.deref();
        Node b = second.deref();
        if (a == b) {
            return true;
        }
        if (a.choice.disjuncts != null || b.choice.disjuncts != null || a.type != b.type || a.kind() != b.kind()) {
            return false;
        }
        if (a.scalar != null || b.scalar != null) {
            return a.scalar != null && b.scalar != null && Operators.isSame(a.scalar, b.scalar) && sameArcs(a, b);
        }
        if (!a.isList && !a.isStructNow() && !sameConstraints(a, b)) {
            return false;
        }
        boolean closedA = a.closedRecursive || a.closedOnce;
        boolean closedB = b.closedRecursive || b.closedOnce;
        if (a.isList != b.isList || a.listClosed != b.listClosed || (a.kind() == Kind.STRUCT && closedA != closedB)) {
            return false;
        }
        return a.patterns.isEmpty() && b.patterns.isEmpty() && sameArcs(a, b);
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

    private static boolean sameArcs(Node a, Node b) {
        if (a.arcs.size() != b.arcs.size()) {
            return false;
        }
        for (Node arc : a.arcs) {
            Node other = b.arc(arc.label);
            if (other == null || arc.type == FieldType.OPTIONAL || !same(arc, other)) {
                return false;
            }
        }
        return true;
    }
}
