package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evaluates expressions in their scope. A {@link Bottom} stands for every failure, also for "not yet". */
final class Expressions {
    private final Evaluation evaluation;

    Expressions(Evaluation evaluation) {
        this.evaluation = evaluation;
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
            return interpolation(text, env, self);
        } else if (expr instanceof Expr.Unary unary) {
            return unary(unary, env, self);
        } else if (expr instanceof Expr.Bound bound) {
            return bound(bound, env, self);
        } else if (expr instanceof Expr.Slice slice) {
            return slice(slice, env, self);
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
                return isBottom(binary.right(), binary.operator(), env, self);
            }
            if (binary.right() instanceof Expr.BottomLiteral) {
                return isBottom(binary.left(), binary.operator(), env, self);
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

    /** Comparison with {@code _|_}: whether the value is an error, absent or not concrete. */
    private Value isBottom(Expr expr, Operator operator, Env env, Node self) {
        boolean equal = operator == Operator.EQUAL;
        Value value = evaluate(expr, env, self);
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
        if (node.deref().disjuncts == null) {
            return node.deref();
        }
        Value chosen = evaluation.values.defaultOf(node);
        return chosen instanceof Bottom ? null : ((Node) chosen).deref();
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

    private Value interpolation(Expr.Interpolation text, Env env, Node self) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bottom failure = null;
        for (int i = 0; i < text.texts().size(); i++) {
            out.writeBytes(text.texts().get(i));
            if (i == text.values().size()) {
                break;
            }
            Value value = evaluation.values.of(evaluate(text.values().get(i), env, self));
            if (!(value instanceof Bottom)) {
                value = piece(value, text.at(), out);
            }
            if (value instanceof Bottom bottom && (failure == null || bottom.code.compareTo(failure.code) < 0)) {
                failure = bottom;
            }
        }
        if (failure != null) {
            return failure;
        }
        return text.bytes()
                ? new Data.BytesData(out.toByteArray())
                : new Data.StringData(out.toString(StandardCharsets.UTF_8));
    }

    private static Value piece(Value value, int at, ByteArrayOutputStream out) {
        if (value instanceof Data.StringData string) {
            out.writeBytes(string.utf8());
        } else if (value instanceof Data.BytesData bytes) {
            out.writeBytes(bytes.value());
        } else if (value instanceof Data.NumberData number) {
            out.writeBytes(Numbers.toText(number).getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Data.BoolData bool) {
            out.writeBytes(String.valueOf(bool.value()).getBytes(StandardCharsets.UTF_8));
        } else {
            int wanted = Kind.BOOL | Kind.STRING | Kind.BYTES | Kind.NUMBER;
            if (!value.isConcrete() && (value.kind() & wanted) != 0) {
                return Bottom.incomplete("invalid interpolation: non-concrete value " + Text.of(value), at);
            }
            return Bottom.error(
                    "invalid interpolation: cannot use " + Text.of(value) + " (type " + Kind.name(value.kind())
                            + ") as type (bool|string|bytes|number)",
                    at);
        }
        return value;
    }

    private Value slice(Expr.Slice slice, Env env, Node self) {
        Value value = evaluation.values.of(evaluate(slice.from(), env, self));
        if (value instanceof Bottom) {
            return value;
        }
        if (value instanceof Data.ListData) {
            value = evaluation.inline(null, value, self);
            evaluation.knowledge.attempt((Node) value);
        }
        if (value instanceof Data.BytesData bytes) {
            return slice(bytes.value(), slice, env, self);
        }
        if (!(value instanceof Node node) || !node.isList) {
            return !value.isConcrete() && (value.kind() & Kind.LIST) != 0
                    ? Bottom.incomplete("non-concrete slice subject", slice.at())
                    : Bottom.error(
                            "cannot slice " + Text.of(value) + " (type " + Kind.name(value.kind()) + ")", slice.at());
        }
        Value known = evaluation.values.fields(node);
        if (known instanceof Bottom) {
            return known;
        }
        List<Node> elements = elements(node);
        Value low = position(slice.low(), 0, env, self, slice.at());
        Value high = position(slice.high(), elements.size(), env, self, slice.at());
        if (low instanceof Bottom) {
            return low;
        }
        if (high instanceof Bottom) {
            return high;
        }
        int from = ((Data.NumberData) low).value().intValue();
        int to = ((Data.NumberData) high).value().intValue();
        if (to > elements.size()) {
            return Bottom.error("index " + to + " out of range", slice.at());
        }
        if (from > to) {
            return Bottom.error("invalid slice index: " + from + " > " + to, slice.at());
        }
        return evaluation.inline(null, new Structures.ListOf(elements.subList(from, to)), self);
    }

    private Value slice(byte[] bytes, Expr.Slice slice, Env env, Node self) {
        Value low = position(slice.low(), 0, env, self, slice.at());
        Value high = position(slice.high(), bytes.length, env, self, slice.at());
        if (low instanceof Bottom || high instanceof Bottom) {
            return low instanceof Bottom ? low : high;
        }
        int from = ((Data.NumberData) low).value().intValue();
        int to = ((Data.NumberData) high).value().intValue();
        if (to > bytes.length) {
            return Bottom.error("index " + to + " out of range", slice.at());
        }
        return from > to
                ? Bottom.error("invalid slice index: " + from + " > " + to, slice.at())
                : new Data.BytesData(Arrays.copyOfRange(bytes, from, to));
    }

    static List<Node> elements(Node node) {
        List<Node> elements = new ArrayList<>();
        for (Node arc : node.arcs) {
            if (arc.label.isInt()) {
                elements.add(arc);
            }
        }
        return elements;
    }

    private Value position(Expr expr, int otherwise, Env env, Node self, int at) {
        if (expr == null) {
            return Data.NumberData.of(otherwise);
        }
        Value value = evaluation.values.of(evaluate(expr, env, self));
        if (value instanceof Bottom) {
            return value;
        }
        if (value instanceof Data.NumberData number && number.integer()) {
            if (number.value().signum() < 0 || number.value().precision() > 9) {
                return Bottom.error("slice index " + Text.of(value) + " out of range", at);
            }
            return value;
        }
        return !value.isConcrete() && (value.kind() & Kind.INT) != 0
                ? Bottom.incomplete("incomplete int in slice index", at)
                : Bottom.error("cannot use " + Text.of(value) + " as type int in slice index", at);
    }
}
