package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** Whether a value is there and no error: comparison with {@code _|_}, which finishes what it looks at. */
final class Presence {
    private final Evaluation evaluation;

    Presence(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Comparison with {@code _|_}: whether the value is an error, absent or not concrete. */
    Value compare(Expr expr, Operator operator, Env env, Node self) {
        boolean equal = operator == Operator.EQUAL;
        refuseOwnDisjunction(expr, env, self);
        Value value = evaluation.expressions.evaluate(expr, env, self);
        if (!(value instanceof Expr) && value.kind() == Kind.FUNC) {
            throw CueFault.unsupported(expr.at(), "the use of a function that is a value");
        }
        if (value instanceof Node node) {
            value = node.finalizing ? selfReference(node, expr) : finished(node, expr);
            if (value instanceof Node known && known.error != null && known.error.code == Bottom.Code.CYCLE) {
                throw dependsOnItself(expr);
            }
            if (value == null) {
                return Data.of(!equal);
            }
        }
        if (value instanceof Bottom bottom) {
            if (bottom.isIncomplete() && !evaluation.isForcing()) {
                return Bottom.BLOCKED;
            }
            if (bottom.code == Bottom.Code.CYCLE || bottom.code == Bottom.Code.BLOCKED) {
                throw dependsOnItself(expr);
            }
            return Data.of(equal);
        }
        if (value instanceof Node node) {
            if (node.frozen && !asksForList()) {
                throw dependsOnItself(expr);
            }
            boolean failed = node.error != null || node.childError != null || node.notAllowed != null;
            boolean composite = (node.kind() & Kind.COMPOSITE) != 0;
            boolean required = node.type == FieldType.REQUIRED;
            if (composite && required && env.isOfFile()) {
                return Bottom.error("circular dependency in evaluation of conditionals", expr.at());
            }
            if (composite && required && !node.sources.isEmpty()) {
                throw CueFault.unsupported(expr.at(), "comparing a required field with _|_ that is a reference");
            }
            boolean exists = composite ? !required : node.scalar != null;
            return Data.of((failed || !exists) == equal);
        }
        return Data.of(value.isConcrete() != equal);
    }

    /** The elements of a list cannot add a field, so the comparison stays true whatever it says. */
    private boolean asksForList() {
        return evaluation.task() != null && evaluation.task().type == Task.Type.LIST;
    }

    private static CueFault dependsOnItself(Expr expr) {
        return CueFault.unsupported(expr.at(), "comparing a value with _|_ that depends on the comparison");
    }

    private static Value selfReference(Node node, Expr expr) {
        if (node.scalar != null && node.error == null) {
            return node.scalar;
        }
        throw dependsOnItself(expr);
    }

    /** The node once it is finished; null for an unresolved disjunction, which is no error. */
    private Value finished(Node node, Expr expr) {
        Value known = evaluation.values.fields(node);
        if (known instanceof Bottom) {
            return known;
        }
        if (node.inline && !evaluation.knowledge.isKnown(node)) {
            throw dependsOnItself(expr);
        }
        evaluation.finalizer.finish(node);
        if (node.deref().choice.disjuncts == null) {
            return node.deref();
        }
        Value chosen = evaluation.values.defaultOf(node);
        return chosen instanceof Bottom ? null : ((Node) chosen).deref();
    }

    /** A disjunct that asks whether its own disjunction has a field: what CUE answers hangs on the other disjuncts. */
    private void refuseOwnDisjunction(Expr expr, Env env, Node self) {
        Expr from = expr;
        while (from instanceof Expr.Selector || from instanceof Expr.Index) {
            from = from instanceof Expr.Selector selector ? selector.from() : ((Expr.Index) from).from();
        }
        if (from != expr
                && from instanceof Expr.FieldReference reference
                && evaluation.references.resolve(reference, env, self) instanceof Node node) {
            evaluation.values.refuseTrial(node);
        }
    }
}
