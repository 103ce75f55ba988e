package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import java.util.Arrays;

/** An object; keys are any values and are visited in the order of values. */
public final class ObjectValue extends Value {
    public static final ObjectValue EMPTY = new Builder().build();

    private final Value[] keys;
    private final Value[] values;
    private final int size;
    private final HashIndex index;
    private volatile int[] order;
    private int hash;

    private ObjectValue(Value[] keys, Value[] values, int size, HashIndex index) {
        this.keys = keys;
        this.values = values;
        this.size = size;
        this.index = index;
    }

    @Override
    public Value get(Value key) {
        int at = index.find(keys, size, key);
        return at < 0 ? null : values[at];
    }

    public Value get(String key) {
        return get(StringValue.of(key));
    }

    public boolean has(Value key) {
        return index.find(keys, size, key) >= 0;
    }

    @Override
    public int size() {
        return size;
    }

    /** The i-th key in the order of values. */
    public Value keyAt(int i) {
        return keys[order()[i]];
    }

    /** The value of the i-th key in the order of values. */
    public Value valueAt(int i) {
        return values[order()[i]];
    }

    private int[] order() {
        int[] o = order;
        if (o == null) {
            Integer[] boxed = new Integer[size];
            boolean sorted = true;
            for (int i = 0; i < size; i++) {
                boxed[i] = i;
                sorted &= i == 0 || keys[i - 1].compareTo(keys[i]) < 0;
            }
            if (!sorted) {
                Arrays.sort(boxed, (a, b) -> keys[a].compareTo(keys[b]));
            }
            o = new int[size];
            for (int i = 0; i < size; i++) {
                o[i] = boxed[i];
            }
            order = o;
        }
        return o;
    }

    @Override
    int rank() {
        return 7;
    }

    @Override
    int compareSame(Value other) {
        ObjectValue that = (ObjectValue) other;
        int n = Math.min(size, that.size);
        for (int i = 0; i < n; i++) {
            int c = keyAt(i).compareTo(that.keyAt(i));
            if (c == 0) {
                c = valueAt(i).compareTo(that.valueAt(i));
            }
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(size, that.size);
    }

    @Override
    public String typeName() {
        return "object";
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof ObjectValue o) || o.size != size || hashCode() != o.hashCode()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            Value theirs = o.get(keys[i]);
            if (theirs == null || !theirs.equals(values[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            for (int i = 0; i < size; i++) {
                h += (keys[i].hashCode() * 31 ^ values[i].hashCode()) * 0xC2B2AE35;
            }
            h = h * 31 + 7;
            hash = h;
        }
        return h;
    }

    /** A builder that starts with these entries. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        for (int i = 0; i < size; i++) {
            builder.put(keys[i], values[i]);
        }
        return builder;
    }

    /** Collects entries; a later value replaces an earlier one. */
    public static final class Builder {
        private Value[] keys = new Value[8];
        private Value[] values = new Value[8];
        private int size;
        private final HashIndex index = new HashIndex(0);

        public Builder put(Value key, Value value) {
            putOrPrevious(key, value);
            return this;
        }

        public Builder put(String key, Value value) {
            return put(StringValue.of(key), value);
        }

        /** Puts and returns what was there, or {@code null}. */
        public Value putOrPrevious(Value key, Value value) {
            int at = index.find(keys, size, key);
            if (at >= 0) {
                Value previous = values[at];
                values[at] = value;
                return previous;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size] = value;
            index.add(keys, size++);
            return null;
        }

        public Value get(Value key) {
            int at = index.find(keys, size, key);
            return at < 0 ? null : values[at];
        }

        public int size() {
            return size;
        }

        /** The object; the builder must not be used afterwards. */
        public ObjectValue build() {
            return new ObjectValue(keys, values, size, index);
        }
    }
}
