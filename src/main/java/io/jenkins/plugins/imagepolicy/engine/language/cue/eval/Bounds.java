package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint.Bound;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Collects the bounds of a node, keeps the tightest and finds those that exclude each other. */
final class Bounds {
    private Bounds() {}

    static void add(Node node, Bound bound, int at) {
        Restrictions limits = node.restrict();
        switch (bound.operator()) {
            case LESS, LESS_EQUAL -> {
                if (limits.upper == null || isTighter(bound, limits.upper)) {
                    limits.upper = bound;
                    limits.upperAt = at;
                }
            }
            case GREATER, GREATER_EQUAL -> {
                if (limits.lower == null || isTighter(bound, limits.lower)) {
                    limits.lower = bound;
                    limits.lowerAt = at;
                }
            }
            default -> {
                for (Restrictions.Check check : limits.checks) {
                    if (check.bound() != null
                            && check.bound().operator() == bound.operator()
                            && check.bound().operand().equals(bound.operand())) {
                        return;
                    }
                }
                limits.add(new Restrictions.Check(bound, null, at));
                return;
            }
        }
        if (limits.lower != null && limits.upper != null) {
            String conflict = conflict(node.kind, limits.lower, limits.upper);
            if (conflict != null) {
                node.addError(Bottom.error(conflict, at, node, null));
            }
        }
    }

    private static boolean isTighter(Bound bound, Bound known) {
        Integer order = Operators.compare((Data) bound.operand(), (Data) known.operand());
        if (order == null) {
            return false;
        }
        boolean upper = bound.operator() == Operator.LESS || bound.operator() == Operator.LESS_EQUAL;
        if (order == 0) {
            return bound.operator() == Operator.LESS || bound.operator() == Operator.GREATER;
        }
        return upper ? order < 0 : order > 0;
    }

    private static String conflict(int kind, Bound lower, Bound upper) {
        boolean inclusive = lower.operator() == Operator.GREATER_EQUAL && upper.operator() == Operator.LESS_EQUAL;
        if (lower.operand() instanceof Data.NumberData low && upper.operand() instanceof Data.NumberData high) {
            return numberConflict(kind, lower, upper, low.value(), high.value(), inclusive);
        }
        if (kind == Kind.STRING || kind == Kind.BYTES) {
            Integer order = Operators.compare((Data) lower.operand(), (Data) upper.operand());
            if (order != null && (order > 0 || (order == 0 && !inclusive))) {
                return "incompatible " + Kind.name(kind) + " bounds " + Text.of(upper) + " and " + Text.of(lower);
            }
        }
        return null;
    }

    private static String numberConflict(
            int kind, Bound lower, Bound upper, BigDecimal from, BigDecimal to, boolean inclusive) {
        BigDecimal low = from;
        BigDecimal high = to;
        boolean integers = (kind & Kind.FLOAT) == 0;
        if (integers) {
            low = low.setScale(
                    0, lower.operator() == Operator.GREATER_EQUAL ? RoundingMode.CEILING : RoundingMode.FLOOR);
            high = high.setScale(
                    0, upper.operator() == Operator.LESS_EQUAL ? RoundingMode.FLOOR : RoundingMode.CEILING);
        }
        BigDecimal difference = high.subtract(low);
        boolean empty = difference.signum() < 0
                || (difference.signum() == 0 && !inclusive)
                || (integers
                        && difference.compareTo(BigDecimal.ONE) == 0
                        && lower.operator() == Operator.GREATER
                        && upper.operator() == Operator.LESS);
        String of = kind == Kind.INT ? "integer" : "number";
        return empty ? "incompatible " + of + " bounds " + Text.of(upper) + " and " + Text.of(lower) : null;
    }
}
