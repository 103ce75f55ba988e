package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Arguments;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.CallError;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Library;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.TemplatePackage;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Calls of functions and validators. */
final class Calls {
    private final Evaluation evaluation;
    private final Library library;
    private final CallArguments given;
    private final Structures structures;
    private final Schemas schemas;
    private final Orders orders;

    Calls(Evaluation evaluation, Library library) {
        this.evaluation = evaluation;
        this.library = library;
        this.given = new CallArguments(evaluation);
        this.structures = new Structures(evaluation);
        this.schemas = new Schemas(evaluation);
        this.orders = new Orders(evaluation);
    }

    /** A function that is not called: a validator when it is a predicate of one argument, else like no data at all. */
    Value bare(Expr.Function expr) {
        Function function = library.function(expr.pkg(), expr.name());
        if (function.predicate() && function.parameters().size() == 1) {
            return validator(function, List.of(), expr.at());
        }
        return new Constraint.TypeOf(Kind.FUNC);
    }

    private static Validator validator(Function function, List<Value> arguments, int at) {
        return new Validator(function.pkg(), function.name(), function.kind(0), arguments, function.mode(), at);
    }

    Value call(Expr.Call call, Env env, Node self) {
        if (!(call.function() instanceof Expr.Function named)) {
            Value function = evaluation.values.of(evaluation.expressions.evaluate(call.function(), env, self));
            boolean pending = function instanceof Bottom bottom && (!bottom.isIncomplete() || !evaluation.isForcing());
            return pending
                    ? function
                    : Bottom.error("cannot call non-function (type " + Kind.name(function.kind()) + ")", call.at());
        }
        Function function = library.function(named.pkg(), named.name());
        List<Expr> arguments = call.arguments();
        int wanted = function.parameters().size();
        if (arguments.size() > wanted) {
            return wrongCount("too many", function, arguments.size(), call.at());
        }
        boolean validates = arguments.size() == wanted - 1 && function.predicate();
        if (arguments.size() < wanted - function.defaults().size() && !validates) {
            return wrongCount("not enough", function, arguments.size(), call.at());
        }
        if (function.pkg().isEmpty() && function.mode() == Function.Mode.LOOSE) {
            return structures.predeclared(function.name(), arguments.get(0), env, self, call.at());
        }
        return validates
                ? partial(function, arguments, env, self, call.at())
                : full(function, arguments, env, self, call.at());
    }

    private static Bottom wrongCount(String what, Function function, int have, int at) {
        return Bottom.error(
                what + " arguments in call to " + function.qualifiedName() + " (have " + have + ", want "
                        + function.parameters().size() + ")",
                at);
    }

    /** CUE looks at the arguments of a validator only when it has something to validate. */
    private Value partial(Function function, List<Expr> arguments, Env env, Node self, int at) {
        List<Value> values = new ArrayList<>();
        Bottom failure = null;
        for (int i = 0; i < arguments.size(); i++) {
            Value value = evaluation.values.of(evaluation.expressions.evaluate(arguments.get(i), env, self));
            boolean unfit = !(value instanceof Bottom)
                    && (!value.isConcrete() || (value.kind() & function.kind(i + 1)) == 0)
                    && function.mode() != Function.Mode.SCHEMA
                    && function.mode() != Function.Mode.ORDER;
            value = unfit ? value : given.argument(function, arguments.get(i), i + 1, env, self, at);
            if (value instanceof Bottom bottom) {
                failure = failure == null || bottom.code.compareTo(failure.code) < 0 ? bottom : failure;
            }
            values.add(value);
        }
        return failure != null ? failure : validator(function, values, at);
    }

    /** What is wrong with the arguments of a validator, which were not looked at before; null when nothing is. */
    private static Bottom unfit(Function function, Validator validator) {
        for (int i = 0; i < validator.arguments().size(); i++) {
            Value argument = validator.arguments().get(i);
            int kind = function.kind(i + 1);
            if ((argument.kind() & kind) == 0) {
                return Bottom.error(
                        "cannot use " + Text.of(argument) + " (type " + Kind.name(argument.kind()) + ") as "
                                + Kind.name(kind) + " in argument " + (i + 2) + " to " + function.qualifiedName(),
                        validator.at());
            }
            if (!(argument instanceof Data)) {
                return Bottom.incomplete(
                        "non-concrete argument " + (i + 1) + " to " + function.qualifiedName(), validator.at());
            }
        }
        return null;
    }

    private Value full(Function function, List<Expr> arguments, Env env, Node self, int at) {
        List<Value> values = new ArrayList<>();
        if (function.mode() == Function.Mode.SCHEMA) {
            Value failure = given.evaluate(function, arguments, 0, env, self, at, values);
            return failure != null
                    ? failure
                    : schemas.call(validator(function, values.subList(1, values.size()), at), values.get(0));
        }
        if (function.mode() == Function.Mode.SHAPE) {
            Value subject = evaluation.expressions.evaluate(arguments.get(0), env, self);
            if (subject instanceof Bottom) {
                return subject;
            }
            Value failure = given.evaluate(function, arguments.subList(1, arguments.size()), 1, env, self, at, values);
            return failure != null ? failure : structures.holdsShape(validator(function, values, at), subject);
        }
        Value failure = given.evaluate(function, arguments, 0, env, self, at, values);
        if (failure != null) {
            Bottom wrong = wrongTemplate(function, values, at);
            return wrong != null ? wrong : failure;
        }
        if (function.mode() == Function.Mode.ORDER) {
            return orders.apply(function, (Data.ListData) values.get(0), values.get(1), at);
        }
        if (values.get(0) instanceof Node list) {
            return new Elements(evaluation).apply(function, list, values.subList(1, values.size()), self, at);
        }
        List<Data> data = new ArrayList<>();
        values.forEach(value -> data.add((Data) value));
        int defaults = function.defaults().size();
        int missing = function.parameters().size() - data.size();
        data.addAll(function.defaults().subList(defaults - missing, defaults));
        return apply(function, data, at);
    }

    /** What is wrong with the template of a call whose data are not concrete yet; null when nothing is. */
    private static Bottom wrongTemplate(Function function, List<Value> values, int at) {
        if (!function.qualifiedName().equals("template.Execute") || !(values.get(0) instanceof Data.StringData text)) {
            return null;
        }
        try {
            TemplatePackage.requireTemplate(text.value());
            return null;
        } catch (CallError e) {
            return Bottom.error("error in call to " + function.qualifiedName() + ": " + e.getMessage(), at);
        }
    }

    static Value apply(Function function, List<Data> arguments, int at) {
        try {
            return function.body().apply(new Arguments(arguments));
        } catch (CallError e) {
            return Bottom.error("error in call to " + function.qualifiedName() + ": " + e.getMessage(), at);
        } catch (CueFault fault) {
            throw fault.at(at);
        }
    }

    /** Runs a validator on a scalar or on the structure of a node. */
    Value validate(Validator validator, Data scalar, Node node) {
        boolean plain = validator.mode() != Function.Mode.SCHEMA && validator.mode() != Function.Mode.ORDER;
        Bottom unfit = plain ? unfit(library.function(validator.pkg(), validator.name()), validator) : null;
        if (unfit != null) {
            return unfit;
        }
        if (validator.mode() == Function.Mode.SHAPE) {
            return structures.shape(validator, scalar != null ? scalar : node);
        }
        if (validator.mode() == Function.Mode.SCHEMA) {
            return schemas.validate(validator, scalar, node);
        }
        Function function = library.function(validator.pkg(), validator.name());
        Value subject = scalar;
        if (scalar == null) {
            subject = evaluation.values.data(node, validator.at(), validator.qualifiedName());
            if (subject instanceof Bottom bottom) {
                boolean takesMore = CallArguments.takesMore(function) || (function.kind(0) & ~Kind.COMPOSITE) != 0;
                if (bottom.isIncomplete() && takesMore) {
                    throw CueFault.unsupported(
                            validator.at(),
                            "a validation by " + function.qualifiedName() + " of elements that are not concrete");
                }
                return subject;
            }
        }
        if (function.mode() == Function.Mode.ORDER) {
            Value comparator = validator.arguments().get(0);
            return orders.apply(function, (Data.ListData) subject, comparator, validator.at());
        }
        List<Data> arguments = new ArrayList<>();
        arguments.add((Data) subject);
        validator.arguments().forEach(argument -> arguments.add((Data) argument));
        try {
            return function.validation().apply(new Arguments(arguments));
        } catch (CallError e) {
            return Bottom.error(e.getMessage(), validator.at());
        } catch (CueFault fault) {
            throw fault.at(validator.at());
        }
    }
}
