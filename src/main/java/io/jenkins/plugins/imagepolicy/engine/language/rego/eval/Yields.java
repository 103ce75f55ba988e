package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;
import java.util.function.Function;

/** The last steps of bodies: they keep what a solution means. */
public final class Yields {
    private Yields() {}

    /** The value of a complete rule or function. Later solutions must agree with the first. */
    public static final class Single extends Node {
        private final RuleGroup group;
        private final Definition definition;
        private final ValueNode value;

        public Single(RuleGroup group, Definition definition, ValueNode value) {
            this.group = group;
            this.definition = definition;
            this.value = value;
        }

        @Override
        boolean run(Frame frame) {
            Value v = value.of(frame);
            if (v == null) {
                return false;
            }
            if (frame.result == null) {
                frame.result = v;
            } else if (!frame.result.equals(v)) {
                throw Machine.multipleOutputs(group, definition);
            }
            return definition.constant != null;
        }
    }

    /** An element of a set rule. */
    public static final class Element extends Node {
        private final ValueNode value;

        public Element(ValueNode value) {
            this.value = value;
        }

        @Override
        boolean run(Frame frame) {
            Value v = value.of(frame);
            if (v != null) {
                SetValue.Builder set = (SetValue.Builder) frame.collected[0];
                frame.result = v;
                if (set.add(v)) {
                    frame.machine.size(set.size());
                }
            }
            return false;
        }
    }

    /** An entry of a rule with variables in its head. */
    public static final class Entry extends Node {
        private final Definition definition;
        private final ValueNode[] path;
        private final ValueNode leaf;
        private final boolean element;

        public Entry(Definition definition, ValueNode[] path, ValueNode leaf, boolean element) {
            this.definition = definition;
            this.path = path;
            this.leaf = leaf;
            this.element = element;
        }

        @Override
        boolean run(Frame frame) {
            Value[] keys = new Value[path.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = path[i].of(frame);
                if (keys[i] == null) {
                    return false;
                }
            }
            Value v = leaf.of(frame);
            if (v != null) {
                frame.result = v;
                frame.machine.tick(1);
                ((PartialDocument) frame.collected[0]).put(keys, v, element, definition.at);
            }
            return false;
        }
    }

    /** A solution of a query. */
    public static final class Solution extends Node {
        private final ValueNode[] values;
        private final Function<List<Value>, Boolean> sink;

        /** @param sink answers true when it wants no more */
        public Solution(ValueNode[] values, Function<List<Value>, Boolean> sink) {
            this.values = values;
            this.sink = sink;
        }

        @Override
        boolean run(Frame frame) {
            Value[] row = new Value[values.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = values[i].of(frame);
            }
            return sink.apply(java.util.Arrays.asList(row));
        }
    }

    /** An element of an array or set comprehension, or an entry of an object comprehension. */
    public static final class Collected extends Node {
        private final int closure;
        private final ValueNode key;
        private final ValueNode value;

        public Collected(int closure, ValueNode key, ValueNode value) {
            this.closure = closure;
            this.key = key;
            this.value = value;
        }

        @Override
        @SuppressWarnings("unchecked")
        boolean run(Frame frame) {
            Value v = value.of(frame);
            if (v == null) {
                return false;
            }
            Object into = frame.collected[closure];
            if (into instanceof List<?> list) {
                ((List<Value>) list).add(v);
                frame.machine.size(list.size());
            } else if (into instanceof SetValue.Builder set) {
                set.add(v);
                frame.machine.size(set.size());
            } else {
                put(frame, (ObjectValue.Builder) into, v);
            }
            return false;
        }

        private void put(Frame frame, ObjectValue.Builder object, Value v) {
            Value k = key.of(frame);
            if (k == null) {
                return;
            }
            Value old = object.putOrPrevious(k, v);
            if (old != null && !old.equals(v)) {
                throw EvalError.conflict("object keys must be unique", null);
            }
            frame.machine.size(object.size());
        }
    }
}
