package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** Evaluates expressions in their scope. A {@link Bottom} stands for every failure, also for "not yet". */
final class Expressions {
    private final Evaluation evaluation;
    private final Presence presence;
    private final Interpolations interpolations;
    private final Slices slices;

    Expressions(Evaluation evaluation) {
        this.evaluation = evaluation;
        presence = new Presence(evaluation);
        interpolations = new Interpolations(evaluation);
        slices = new Slices(evaluation);
    }

    Value evaluate(Expr expr, Env env, Node self) {
        if (expr instanceof Expr.Literal literal) {
            return literal.value();
        } else if (expr instanceof Expr.Reference reference) {
            return evaluation.references.resolve(reference, env, self);
        } else if (expr instanceof Expr.Binary binary) {
            return binary.operator() == Operator.AND ? evaluation.inline(env, expr, self) : binary(binary, env, self);
        } else if (expr instanceof Expr.Struct || expr instanceof Expr.ListLit || expr instanceof Expr.Disjunction) {
            return evaluation.inline(env, expr, self);
        } else if (expr instanceof Expr.Call call) {
            return evaluation.calls.call(call, env, self);
        } else if (expr instanceof Expr.Interpolation text) {
            return interpolations.evaluate(text, env, self);
        } else if (expr instanceof Expr.Unary unary) {
            return unary(unary, env, self);
        } else if (expr instanceof Expr.Bound bound) {
            return bound(bound, env, self);
        } else if (expr instanceof Expr.Slice slice) {
            return slices.evaluate(slice, env, self);
        } else if (expr instanceof Expr.LabelReference label) {
            return label(label, env);
        } else if (expr instanceof Expr.Function function) {
            return evaluation.calls.bare(function);
        }
        return Bottom.user("explicit error (_|_ literal) in source", expr.at());
    }

    private static Value label(Expr.LabelReference reference, Env env) {
        Label label = env.at(reference.up()).matched;
        if (label == null) {
            return new Constraint.TypeOf(Kind.STRING);
        }
        return label.isInt() ? Data.NumberData.of(label.index()) : new Data.StringData(label.name());
    }

    private Value binary(Expr.Binary binary, Env env, Node self) {
        if (binary.operator() == Operator.EQUAL || binary.operator() == Operator.NOT_EQUAL) {
            if (binary.left() instanceof Expr.BottomLiteral) {
                return presence.compare(binary.right(), binary.operator(), env, self);
            }
            if (binary.right() instanceof Expr.BottomLiteral) {
                return presence.compare(binary.left(), binary.operator(), env, self);
            }
        }
        String use = binary.operator().toString();
        Value left = evaluation.values.data(evaluate(binary.left(), env, self), binary.at(), use);
        Value right = evaluation.values.data(evaluate(binary.right(), env, self), binary.at(), use);
        if (left instanceof Bottom a) {
            return right instanceof Bottom b && b.code.compareTo(a.code) < 0 ? b : a;
        }
        if (right instanceof Bottom) {
            return right;
        }
        return Operators.apply(binary.operator(), (Data) left, (Data) right, binary.at(), evaluation.regexes);
    }

    private Value unary(Expr.Unary unary, Env env, Node self) {
        Value value = evaluation.values.of(evaluate(unary.operand(), env, self));
        if (value instanceof Bottom) {
            return value;
        }
        int wanted = unary.operator() == Operator.NOT ? Kind.BOOL : Kind.NUMBER;
        if (value instanceof Data.BoolData bool && wanted == Kind.BOOL) {
            return Data.of(!bool.value());
        }
        if (value instanceof Data.NumberData number && wanted == Kind.NUMBER) {
            return unary.operator() == Operator.ADD
                    ? number
                    : new Data.NumberData(number.value().negate(), number.integer());
        }
        if (!value.isConcrete() && (value.kind() & wanted) != 0) {
            return Bottom.incomplete("operand of '" + unary.operator() + "' not concrete", unary.at());
        }
        return Bottom.error(
                "invalid operation " + unary.operator() + Text.of(value) + " (" + unary.operator() + " "
                        + Kind.name(value.kind()) + ")",
                unary.at());
    }

    private Value bound(Expr.Bound bound, Env env, Node self) {
        Value value = evaluation.values.of(evaluate(bound.operand(), env, self));
        if (value instanceof Bottom) {
            return value;
        }
        int kind = value.kind();
        boolean unequal = bound.operator() == Operator.NOT_EQUAL;
        int scalar = Kind.NUMBER | Kind.STRING | Kind.BYTES;
        if (kind == Kind.NULL || kind == Kind.STRUCT || kind == Kind.LIST) {
            if (!unequal) {
                return Bottom.error("cannot use " + Kind.name(kind) + " for bound " + bound.operator(), bound.at());
            }
            if (kind != Kind.NULL) {
                throw CueFault.unsupported(bound.at(), "a bound != of a list or struct");
            }
        } else if ((kind & (scalar | (unequal ? Kind.NULL | Kind.COMPOSITE : 0))) == 0) {
            return Bottom.error(
                    "invalid value " + Text.of(value) + " (type " + Kind.name(kind) + ") for bound " + bound.operator(),
                    bound.at());
        }
        if (!(value instanceof Data)) {
            if (bound.operand() instanceof Expr.Literal
                    && Integer.bitCount(kind & ~Kind.NUMBER) + Integer.signum(kind & Kind.NUMBER) == 1) {
                return Bottom.error("bound has fixed non-concrete value", bound.at());
            }
            return Bottom.incomplete(
                    "non-concrete value " + Text.of(value) + " for bound " + bound.operator(), bound.at());
        }
        return new Constraint.Bound(bound.operator(), value);
    }
}
