package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** The value nodes: constants, variables, paths, collections. */
public final class ValueNodes {
    private ValueNodes() {}

    public static final class Constant extends ValueNode {
        final Value value;

        public Constant(Value value) {
            this.value = value;
        }

        @Override
        Value of(Frame frame) {
            return value;
        }
    }

    public static final class Slot extends ValueNode {
        private final int slot;

        public Slot(int slot) {
            this.slot = slot;
        }

        @Override
        Value of(Frame frame) {
            return frame.slots[slot];
        }
    }

    public static final class Input extends ValueNode {
        @Override
        Value of(Frame frame) {
            return frame.machine.context.input;
        }
    }

    /** A path of constants below a value. */
    public static final class ConstantPath extends ValueNode {
        private final ValueNode base;
        private final Value[] keys;

        public ConstantPath(ValueNode base, Value[] keys) {
            this.base = base;
            this.keys = keys;
        }

        @Override
        Value of(Frame frame) {
            Value v = base.of(frame);
            for (int i = 0; i < keys.length && v != null; i++) {
                v = v.get(keys[i]);
            }
            return v;
        }
    }

    /** A path of computed keys below a value. */
    public static final class Path extends ValueNode {
        private final ValueNode base;
        private final ValueNode[] keys;

        public Path(ValueNode base, ValueNode[] keys) {
            this.base = base;
            this.keys = keys;
        }

        @Override
        Value of(Frame frame) {
            Value v = base.of(frame);
            for (int i = 0; i < keys.length && v != null; i++) {
                Value key = keys[i].of(frame);
                v = key == null ? null : v.get(key);
            }
            return v;
        }
    }

    /** The value of a rule, where nothing else can stand at its path. */
    public static final class RuleReference extends ValueNode {
        private final RuleGroup group;
        private final DocumentPath general;

        public RuleReference(RuleGroup group, DocumentPath general) {
            this.group = group;
            this.general = general;
        }

        @Override
        Value of(Frame frame) {
            Machine machine = frame.machine;
            return machine.context.mask == null ? machine.valueOf(group) : general.of(frame);
        }
    }

    /** A path from the root of all documents. */
    public static final class DocumentPath extends ValueNode {
        private final ValueNode[] keys;

        public DocumentPath(ValueNode[] keys) {
            this.keys = keys;
        }

        @Override
        Value of(Frame frame) {
            Documents documents = frame.machine.documents;
            Object position = documents.root();
            for (int i = 0; i < keys.length && position != null; i++) {
                Value key = keys[i].of(frame);
                position = key == null ? null : documents.step(position, key);
            }
            return documents.value(position);
        }
    }

    public static final class Array extends ValueNode {
        private final ValueNode[] elements;

        public Array(ValueNode[] elements) {
            this.elements = elements;
        }

        @Override
        Value of(Frame frame) {
            Value[] values = new Value[elements.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = elements[i].of(frame);
                if (values[i] == null) {
                    return null;
                }
            }
            return ArrayValue.owning(values);
        }
    }

    public static final class Set extends ValueNode {
        private final ValueNode[] elements;

        public Set(ValueNode[] elements) {
            this.elements = elements;
        }

        @Override
        Value of(Frame frame) {
            SetValue.Builder builder = new SetValue.Builder();
            for (ValueNode element : elements) {
                Value v = element.of(frame);
                if (v == null) {
                    return null;
                }
                builder.add(v);
            }
            return builder.build();
        }
    }

    public static final class ObjectNode extends ValueNode {
        private final ValueNode[] keys;
        private final ValueNode[] values;

        public ObjectNode(ValueNode[] keys, ValueNode[] values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        Value of(Frame frame) {
            ObjectValue.Builder builder = new ObjectValue.Builder();
            for (int i = 0; i < keys.length; i++) {
                Value key = keys[i].of(frame);
                Value value = key == null ? null : values[i].of(frame);
                if (value == null) {
                    return null;
                }
                builder.put(key, value);
            }
            return builder.build();
        }
    }
}
