package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;

/** Disjunctions with conditions that lead back to the field they are the value of: what CUE makes of them hangs on its order. */
final class RecursiveDisjuncts {
    private RecursiveDisjuncts() {}

    static void refuse(Expr.Disjunction disjunction, Label field) {
        boolean conditions = false;
        boolean itself = false;
        for (Expr.Disjunct disjunct : disjunction.disjuncts()) {
            if (disjunct.value() instanceof Expr.Struct struct) {
                for (Expr.Decl decl : struct.decls()) {
                    if (decl instanceof Expr.Comprehension comprehension) {
                        conditions = true;
                        refuseOwnAbsence(comprehension, field);
                    }
                }
            }
            itself = itself || isOf(disjunct.value(), field);
        }
        if (conditions && itself) {
            throw CueFault.unsupported(disjunction.at(), "a disjunction of conditions and itself");
        }
    }

    private static void refuseOwnAbsence(Expr.Comprehension comprehension, Label field) {
        for (Expr.Clause clause : comprehension.clauses()) {
            if (clause instanceof Expr.IfClause guard && asksForAbsence(guard.condition(), field)) {
                throw CueFault.unsupported(guard.at(), "a disjunct that asks for a field of its own disjunction");
            }
        }
    }

    private static boolean asksForAbsence(Expr condition, Label field) {
        if (condition instanceof Expr.Unary unary) {
            return asksForAbsence(unary.operand(), field);
        }
        if (!(condition instanceof Expr.Binary binary)) {
            return false;
        }
        return binary.left() instanceof Expr.BottomLiteral && isWithin(binary.right(), field)
                || binary.right() instanceof Expr.BottomLiteral && isWithin(binary.left(), field)
                || asksForAbsence(binary.left(), field)
                || asksForAbsence(binary.right(), field);
    }

    /** Whether it selects something from the field of that name around the disjunct. */
    private static boolean isWithin(Expr expr, Label field) {
        Expr from = expr;
        while (from instanceof Expr.Selector || from instanceof Expr.Index) {
            from = from instanceof Expr.Selector selector ? selector.from() : ((Expr.Index) from).from();
        }
        return from != expr && from instanceof Expr.FieldReference reference && reference.up() > 0 && isOf(from, field);
    }

    private static boolean isOf(Expr expr, Label field) {
        return expr instanceof Expr.FieldReference reference
                && reference.label().equals(field);
    }
}
