package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Absences;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** References to absent fields of which CUE makes this or that, by its order of evaluation. */
final class RefusedReferences {
    private RefusedReferences() {}

    /** CUE computes the optional field all the same, and may find itself in a circle. */
    static void operation(Evaluation evaluation, Node optional, int at) {
        boolean asked = evaluation.task() != null
                && evaluation.task().work instanceof Expr.Comprehension comprehension
                && Absences.areAskedFor(comprehension.clauses());
        if (asked
                && evaluation.isForcing()
                && optional.conjuncts.stream().anyMatch(each -> isOperation(each.value()))) {
            throw CueFault.unsupported(at, "comparing an optional field with _|_ that is the result of an operation");
        }
    }

    private static boolean isOperation(Value value) {
        return value instanceof Expr.Unary
                || value instanceof Expr.Interpolation
                || (value instanceof Expr.Binary binary && binary.operator() != Operator.AND);
    }

    /** CUE forgets such a failure of a conjunct, or does not, by when it comes to the disjunction beside it. */
    static void besideChoice(Evaluation evaluation, Bottom failure, Node self, int at) {
        if (failure.isIncomplete() && evaluation.isForcing() && !self.choice.choices.isEmpty()) {
            throw CueFault.unsupported(at, "a reference into an absent field beside a disjunction");
        }
    }
}
