package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.HashMap;
import java.util.Map;

/** Runs an expression in a changed context; what follows runs in the context from before. */
public final class With extends Node {
    /**
     * One replacement: of the input or of data at a path, or of a function.
     *
     * @param path path below input or data; null for a function
     * @param ofInput whether the path is one of the input
     * @param function the function replaced: the name of a built-in, or a {@link RuleGroup}
     * @param value the value put there; null where a function stands in
     */
    public record Replacement(
            Value[] path,
            boolean ofInput,
            Object function,
            ValueNode value,
            RuleGroup byFunction,
            BuiltinCall byBuiltin) {}

    private final Replacement[] replacements;
    private final Node inner;
    private final int slot;

    /** @param inner must end in a {@link Return} with the same slot */
    public With(Replacement[] replacements, Node inner, Return end) {
        this.replacements = replacements;
        this.inner = inner;
        this.slot = end.closure;
        end.owner = this;
    }

    /** Ends the inner row of a {@code with}: goes back to the context around it. */
    public static final class Return extends Node {
        private final int closure;
        private With owner;

        /** @param closure where the frame keeps the context around */
        public Return(int closure) {
            this.closure = closure;
        }

        @Override
        boolean run(Frame frame) {
            Context inside = frame.machine.context;
            Object around = frame.collected[closure];
            frame.machine.context = (Context) around;
            boolean stop = owner.next.run(frame);
            frame.machine.context = inside;
            frame.collected[closure] = around;
            return stop;
        }
    }

    @Override
    boolean run(Frame frame) {
        Machine machine = frame.machine;
        Context around = machine.context;
        Context changed = change(frame, around);
        if (changed == null) {
            return false;
        }
        frame.collected[slot] = around;
        machine.context = changed;
        boolean stop = inner.run(frame);
        machine.context = around;
        return stop;
    }

    private Context change(Frame frame, Context around) {
        Value input = around.input;
        Value data = around.data;
        Mask mask = around.mask;
        Map<Object, Context.Mock> mocks = around.mocks;
        for (Replacement r : replacements) {
            Value value = r.value == null ? null : r.value.of(frame);
            if (r.value != null && value == null) {
                return null;
            }
            if (r.function != null) {
                mocks = mocks == null ? new HashMap<>() : new HashMap<>(mocks);
                mocks.put(r.function, new Context.Mock(value, r.byFunction, r.byBuiltin));
            } else if (r.ofInput) {
                input = Context.put(input, r.path, 0, value);
            } else {
                data = Context.put(data, r.path, 0, value);
                mask = Mask.with(mask, r.path, 0);
            }
        }
        return frame.machine.derive(input, data, mask, mocks);
    }
}
