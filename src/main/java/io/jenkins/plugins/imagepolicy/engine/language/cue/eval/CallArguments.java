package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.List;
import java.util.Set;

/** What a function is called with: the arguments as data, each of the kind that the function takes. */
final class CallArguments {
    /** What takes an unsigned number for its second and third argument. */
    private static final Set<String> POSITIONS = Set.of("bits.Lsh", "bits.Rsh", "bits.At", "bits.Set");

    private final Evaluation evaluation;

    CallArguments(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Evaluates arguments to data; returns the gravest failure, or null. */
    Value evaluate(Function function, List<Expr> arguments, int first, Env env, Node self, int at, List<Value> values) {
        Bottom failure = null;
        for (int i = 0; i < arguments.size(); i++) {
            Value value = argument(function, arguments.get(i), first + i, env, self, at);
            if (value instanceof Bottom bottom) {
                failure = failure == null || bottom.code.compareTo(failure.code) < 0 ? bottom : failure;
            }
            values.add(value);
        }
        return failure;
    }

    Value argument(Function function, Expr expr, int index, Env env, Node self, int at) {
        if (function.mode() == Function.Mode.SCHEMA || (function.mode() == Function.Mode.ORDER && index > 0)) {
            return evaluation.expressions.evaluate(expr, env, self);
        }
        Value value = evaluation.values.of(evaluation.expressions.evaluate(expr, env, self));
        if (value instanceof Bottom bottom) {
            if (bottom.isIncomplete() && evaluation.isForcing() && selectsFromRequired(expr, env, self)) {
                return Bottom.error(
                        "argument " + index + " to function " + function.qualifiedName() + " is incomplete", at);
            }
            return value;
        }
        Bottom wrong = wrongKind(function, value, index, at);
        if (wrong != null) {
            return wrong;
        }
        boolean composite = value instanceof Node node && (node.isList || node.isStructNow());
        return composite
                ? composite(function, (Node) value, index, at)
                : evaluation.values.data(value, at, function.qualifiedName());
    }

    private static Bottom wrongKind(Function function, Value value, int index, int at) {
        boolean position = index > 0 && POSITIONS.contains(function.qualifiedName())
                || index == 1 && function.qualifiedName().equals("strconv.FormatFloat");
        if (position && isNegative(value)) {
            return Bottom.error(
                    "cannot use " + Text.of(value) + " (type int) as uint64 in argument " + index + " to "
                            + function.qualifiedName(),
                    at);
        }
        int kind = function.kind(index);
        if ((value.kind() & kind) == 0) {
            return Bottom.error(
                    "cannot use " + Text.of(value) + " (type " + Kind.name(value.kind()) + ") as " + Kind.name(kind)
                            + " in argument " + (index + 1) + " to " + function.qualifiedName(),
                    at);
        }
        return null;
    }

    private Value composite(Function function, Node value, int index, int at) {
        if (function.mode() == Function.Mode.ORDER && holdsDefinitions(value)) {
            throw CueFault.unsupported(at, function.qualifiedName() + " of structs of a definition");
        }
        Value data = evaluation.values.data(value, at, function.qualifiedName());
        if (data instanceof Bottom && function.elementKind(index) != 0) {
            Bottom wrong = wrongElement(function, index, value, at);
            data = wrong != null ? wrong : data;
        }
        if (data instanceof Bottom bottom && bottom.isIncomplete() && takesMore(function) && evaluation.isForcing()) {
            if (function.mode() == Function.Mode.ELEMENTS && index == 0) {
                return value;
            }
            throw CueFault.unsupported(
                    at, "a call of " + function.qualifiedName() + " with elements that are not concrete");
        }
        if (data instanceof Data && function.name().startsWith("Marshal") && FieldOrder.isAmbiguous(value)) {
            throw CueFault.unsupported(at, function.qualifiedName() + " of a struct with fields from several places");
        }
        return data;
    }

    /** Whether CUE would take elements that are not concrete. */
    static boolean takesMore(Function function) {
        return function.mode() == Function.Mode.LOOSE
                || function.mode() == Function.Mode.ELEMENTS
                || function.mode() == Function.Mode.ORDER;
    }

    private static boolean isNegative(Value value) {
        return value instanceof Data.NumberData number && number.value().signum() < 0;
    }

    /** CUE unifies such elements with the operands of the comparator and may find their own fields not allowed. */
    private static boolean holdsDefinitions(Node list) {
        return list.closedRecursive
                && list.arcs.elements().stream().anyMatch(element -> (element.kind() & Kind.STRUCT) != 0);
    }

    /** Whether the expression selects from the required field whose value it computes, which CUE finds no excuse for. */
    private boolean selectsFromRequired(Expr expr, Env env, Node self) {
        if (self.type != FieldType.REQUIRED || !(expr instanceof Expr.Selector || expr instanceof Expr.Index)) {
            return false;
        }
        Expr from = expr;
        while (!(from instanceof Expr.FieldReference)) {
            if (from instanceof Expr.Selector selector) {
                from = selector.from();
            } else if (from instanceof Expr.Index index) {
                from = index.from();
            } else {
                return false;
            }
        }
        Value target = evaluation.references.resolve((Expr.Reference) from, env, self);
        return target instanceof Node node && node.deref() == self.deref();
    }

    /** An element that can never be of the kind that the function wants, unless one before it is not known. */
    private Bottom wrongElement(Function function, int index, Node list, int at) {
        for (Node element : list.deref().arcs.elements()) {
            if (evaluation.isForcing()) {
                evaluation.knowledge.force(element);
            }
            Value value = evaluation.values.of(element);
            boolean choice = element.deref().choice.disjuncts != null;
            boolean known =
                    choice || (!(value instanceof Bottom) && !element.deref().hasPendingTask());
            int kind = choice ? element.kind() : value.kind();
            if (!(value instanceof Data) && (kind & function.elementKind(index)) != 0) {
                return null;
            }
            if (known && (kind & function.elementKind(index)) == 0) {
                return Bottom.error(
                        "invalid list element " + element.label + " in argument " + index
                                + " to call: cannot use value "
                                + Text.of(choice ? element : value) + " (" + Kind.name(kind) + ") as "
                                + Kind.name(function.elementKind(index)),
                        at);
            }
        }
        return null;
    }
}
