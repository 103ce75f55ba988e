package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.BuiltinException;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Calls of built-ins and functions. */
public final class Calls {
    private Calls() {}

    /** The arguments, or null if one is undefined. */
    private static Value[] arguments(Frame frame, ValueNode[] args) {
        Value[] values = new Value[args.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = args[i].of(frame);
            if (values[i] == null) {
                return null;
            }
        }
        return values;
    }

    private static Value mocked(Machine machine, Context.Mock mock, Value[] args, Location at) {
        if (mock.value() != null) {
            return mock.value();
        }
        if (mock.builtin() != null) {
            return apply(machine, mock.builtin(), args, at);
        }
        // A stand-in may call what it stands in for.
        Context outer = machine.context;
        machine.context = machine.derive(outer.input, outer.data, outer.mask, null);
        Value result = machine.call(mock.function(), args);
        machine.context = outer;
        return result;
    }

    private static Value apply(Machine machine, BuiltinCall builtin, Value[] args, Location at) {
        machine.tick(1);
        try {
            return builtin.function().call(machine, args);
        } catch (BuiltinException e) {
            if (machine.strict) {
                String code = e.isTypeError() ? EvalError.TYPE : EvalError.BUILTIN;
                throw new RegoError(FaultKind.EVALUATION, code, builtin.name() + ": " + e.getMessage(), at);
            }
            return null;
        } catch (ArithmeticException | NumberFormatException e) {
            // A result that no number can hold: undefined, as any other error of a built-in.
            if (machine.strict) {
                throw new RegoError(
                        FaultKind.EVALUATION, EvalError.BUILTIN, builtin.name() + ": " + e.getMessage(), at);
            }
            return null;
        }
    }

    public static final class OfBuiltin extends ValueNode {
        private final BuiltinCall builtin;
        private final ValueNode[] args;
        private final Location at;

        public OfBuiltin(BuiltinCall builtin, ValueNode[] args, Location at) {
            this.builtin = builtin;
            this.args = args;
            this.at = at;
        }

        @Override
        Value of(Frame frame) {
            Value[] values = arguments(frame, args);
            if (values == null) {
                return null;
            }
            Machine machine = frame.machine;
            if (machine.context.mocks != null) {
                Context.Mock mock = machine.context.mocks.get(builtin.name());
                if (mock != null) {
                    return mocked(machine, mock, values, at);
                }
            }
            return apply(machine, builtin, values, at);
        }
    }

    public static final class OfFunction extends ValueNode {
        private final RuleGroup function;
        private final ValueNode[] args;
        private final Location at;

        public OfFunction(RuleGroup function, ValueNode[] args, Location at) {
            this.function = function;
            this.args = args;
            this.at = at;
        }

        @Override
        Value of(Frame frame) {
            Value[] values = arguments(frame, args);
            if (values == null) {
                return null;
            }
            Machine machine = frame.machine;
            if (machine.context.mocks != null) {
                Context.Mock mock = machine.context.mocks.get(function);
                if (mock != null) {
                    return mocked(machine, mock, values, at);
                }
            }
            return machine.call(function, values);
        }
    }

    /** {@code walk(x, [path, value])}: one solution for every value inside {@code x}. */
    public static final class Walk extends Node {
        private final ValueNode value;
        private final Pattern pattern;

        public Walk(ValueNode value, Pattern pattern) {
            this.value = value;
            this.pattern = pattern;
        }

        @Override
        boolean run(Frame frame) {
            Value v = value.of(frame);
            return v != null && visit(frame, ArrayValue.EMPTY, v);
        }

        private boolean visit(Frame frame, ArrayValue path, Value v) {
            frame.machine.tick(1);
            if (pattern.match(frame, ArrayValue.owning(path, v)) && next.run(frame)) {
                return true;
            }
            if (v instanceof ArrayValue array) {
                for (int i = 0; i < array.size(); i++) {
                    if (visit(frame, append(path, NumberValue.of(i)), array.at(i))) {
                        return true;
                    }
                }
            } else if (v instanceof ObjectValue object) {
                for (int i = 0; i < object.size(); i++) {
                    if (visit(frame, append(path, object.keyAt(i)), object.valueAt(i))) {
                        return true;
                    }
                }
            } else if (v instanceof SetValue set) {
                for (Value element : set.sorted()) {
                    if (visit(frame, append(path, element), element)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static ArrayValue append(ArrayValue path, Value key) {
            Value[] longer = new Value[path.size() + 1];
            for (int i = 0; i < path.size(); i++) {
                longer[i] = path.at(i);
            }
            longer[path.size()] = key;
            return ArrayValue.owning(longer);
        }
    }
}
