package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Takes a value apart: binds variables, compares the rest. */
public abstract class Pattern {
    abstract boolean match(Frame frame, Value value);

    public static final class Bind extends Pattern {
        private final int slot;

        public Bind(int slot) {
            this.slot = slot;
        }

        @Override
        boolean match(Frame frame, Value value) {
            frame.slots[slot] = value;
            return true;
        }
    }

    public static final class Same extends Pattern {
        private final ValueNode expected;

        public Same(ValueNode expected) {
            this.expected = expected;
        }

        @Override
        boolean match(Frame frame, Value value) {
            Value v = expected.of(frame);
            return v != null && v.equals(value);
        }
    }

    /** What no value matches. */
    public static final class Nothing extends Pattern {
        @Override
        boolean match(Frame frame, Value value) {
            return false;
        }
    }

    public static final class OfArray extends Pattern {
        private final Pattern[] elements;

        public OfArray(Pattern[] elements) {
            this.elements = elements;
        }

        @Override
        boolean match(Frame frame, Value value) {
            if (!(value instanceof ArrayValue array) || array.size() != elements.length) {
                return false;
            }
            for (int i = 0; i < elements.length; i++) {
                if (!elements[i].match(frame, array.at(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    public static final class OfObject extends Pattern {
        private final ValueNode[] keys;
        private final Pattern[] values;

        public OfObject(ValueNode[] keys, Pattern[] values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        boolean match(Frame frame, Value value) {
            if (!(value instanceof ObjectValue object) || object.size() != keys.length) {
                return false;
            }
            for (int i = 0; i < keys.length; i++) {
                Value key = keys[i].of(frame);
                Value v = key == null ? null : object.get(key);
                if (v == null || !values[i].match(frame, v)) {
                    return false;
                }
            }
            return true;
        }
    }
}
