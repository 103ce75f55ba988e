package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The steps of bodies: binding, testing, negation, quantification, tracing. */
public final class Nodes {
    private Nodes() {}

    /** Computes a value into a slot. */
    public static final class Bind extends Node {
        private final int slot;
        private final ValueNode value;

        public Bind(int slot, ValueNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        boolean run(Frame frame) {
            Value v = value.of(frame);
            if (v == null) {
                return false;
            }
            frame.slots[slot] = v;
            return next.run(frame);
        }
    }

    /** Goes on unless the value is false or undefined. */
    public static final class Test extends Node {
        private final ValueNode value;

        public Test(ValueNode value) {
            this.value = value;
        }

        @Override
        boolean run(Frame frame) {
            Value v = value.of(frame);
            return v != null && !v.isFalse() && next.run(frame);
        }
    }

    public static final class Equal extends Node {
        private final ValueNode left;
        private final ValueNode right;

        public Equal(ValueNode left, ValueNode right) {
            this.left = left;
            this.right = right;
        }

        @Override
        boolean run(Frame frame) {
            Value a = left.of(frame);
            Value b = a == null ? null : right.of(frame);
            return b != null && a.equals(b) && next.run(frame);
        }
    }

    public static final class Match extends Node {
        private final ValueNode value;
        private final Pattern pattern;

        public Match(ValueNode value, Pattern pattern) {
            this.value = value;
            this.pattern = pattern;
        }

        @Override
        boolean run(Frame frame) {
            Value v = value.of(frame);
            return v != null && pattern.match(frame, v) && next.run(frame);
        }
    }

    /** Goes on if the inner steps have no solution. */
    public static final class Not extends Node {
        private final Node inner;

        public Not(Node inner) {
            this.inner = inner;
        }

        @Override
        boolean run(Frame frame) {
            return !inner.run(frame) && next.run(frame);
        }
    }

    /** Ends an inner row of steps: one solution is enough. */
    public static final class Found extends Node {
        @Override
        boolean run(Frame frame) {
            return true;
        }
    }

    public static final class Every extends Node {
        private final ValueNode domain;
        private final int keySlot;
        private final int valueSlot;
        private final Node body;

        /** @param keySlot -1 where no key is named */
        public Every(ValueNode domain, int keySlot, int valueSlot, Node body) {
            this.domain = domain;
            this.keySlot = keySlot;
            this.valueSlot = valueSlot;
            this.body = body;
        }

        @Override
        boolean run(Frame frame) {
            Value v = domain.of(frame);
            return v != null && all(frame, v) && next.run(frame);
        }

        private boolean all(Frame frame, Value domain) {
            if (domain instanceof ArrayValue array) {
                for (int i = 0; i < array.size(); i++) {
                    if (!holds(frame, NumberValue.of(i), array.at(i))) {
                        return false;
                    }
                }
                return true;
            }
            if (domain instanceof ObjectValue object) {
                for (int i = 0; i < object.size(); i++) {
                    if (!holds(frame, object.keyAt(i), object.valueAt(i))) {
                        return false;
                    }
                }
                return true;
            }
            if (domain instanceof SetValue set) {
                for (Value v : set.sorted()) {
                    if (!holds(frame, v, v)) {
                        return false;
                    }
                }
                return true;
            }
            return false;
        }

        private boolean holds(Frame frame, Value key, Value value) {
            frame.machine.tick(1);
            if (keySlot >= 0) {
                frame.slots[keySlot] = key;
            }
            frame.slots[valueSlot] = value;
            return body.run(frame);
        }
    }

    /** Evaluates for {@code print}: undefined arguments print as such, and nothing here can fail the body. */
    public static final class Print extends Node {
        private final ValueNode[] args;

        public Print(ValueNode[] args) {
            this.args = args;
        }

        @Override
        boolean run(Frame frame) {
            StringBuilder line = new StringBuilder();
            for (ValueNode arg : args) {
                Value v = arg == null ? null : arg.of(frame);
                line.append(line.isEmpty() ? "" : " ");
                if (v instanceof SetValue set && set.size() == 1) {
                    Value only = set.sorted()[0];
                    line.append(
                            only instanceof io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue s
                                    ? s.value()
                                    : only.toString());
                } else {
                    line.append("<undefined>");
                }
            }
            frame.machine.note(line.toString());
            return next.run(frame);
        }
    }

    /** Tells the trace which expression comes next. */
    public static final class Mark extends Node {
        private final Definition definition;
        private final int index;
        private final Expr expression;
        private final List<String> texts;
        private final List<ValueNode> operands;

        public Mark(Definition definition, int index, Expr expression, List<String> texts, List<ValueNode> operands) {
            this.definition = definition;
            this.index = index;
            this.expression = expression;
            this.texts = texts;
            this.operands = operands;
        }

        @Override
        boolean run(Frame frame) {
            if (frame.machine.trace != null) {
                frame.machine.trace.enter(definition, index, expression, () -> {
                    List<Trace.Operand> seen = new ArrayList<>();
                    for (int i = 0; i < texts.size(); i++) {
                        seen.add(new Trace.Operand(texts.get(i), operands.get(i).of(frame)));
                    }
                    return seen;
                });
            }
            return next.run(frame);
        }
    }

    /** Tells the trace that the body held. */
    public static final class Solved extends Node {
        private final Definition definition;

        public Solved(Definition definition) {
            this.definition = definition;
        }

        @Override
        boolean run(Frame frame) {
            boolean stop = next.run(frame);
            if (frame.machine.trace != null) {
                frame.machine.trace.solved(definition, frame.result);
            }
            return stop;
        }
    }
}
