package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import java.util.List;

/** Comparisons with {@code _|_}: their outcome may turn when a field is added, so CUE checks them again. */
public final class Absences {
    private Absences() {}

    /** Whether a clause compares with {@code _|_}, outside of structs and lists in it. */
    public static boolean areAskedFor(List<Expr.Clause> clauses) {
        return clauses.stream()
                .anyMatch(clause -> clause instanceof Expr.IfClause guard
                        ? isAskedFor(guard.condition())
                        : isAskedFor(
                                clause instanceof Expr.ForClause each
                                        ? each.source()
                                        : ((Expr.LetClause) clause).value()));
    }

    private static boolean isBottom(Expr expr) {
        return expr instanceof Expr.BottomLiteral;
    }

    static boolean isAskedFor(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return isBottom(binary.left())
                    || isBottom(binary.right())
                    || isAskedFor(binary.left())
                    || isAskedFor(binary.right());
        } else if (expr instanceof Expr.Unary unary) {
            return isAskedFor(unary.operand());
        } else if (expr instanceof Expr.Selector selector) {
            return isAskedFor(selector.from());
        } else if (expr instanceof Expr.Index index) {
            return isAskedFor(index.from()) || isAskedFor(index.index());
        } else if (expr instanceof Expr.Call call) {
            return call.arguments().stream().anyMatch(Absences::isAskedFor);
        } else if (expr instanceof Expr.Interpolation text) {
            return text.values().stream().anyMatch(Absences::isAskedFor);
        }
        return false;
    }
}
