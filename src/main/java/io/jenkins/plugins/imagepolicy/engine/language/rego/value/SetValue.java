package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;

/** A set; iterates in the order of values. */
public final class SetValue extends Value implements Iterable<Value> {
    public static final SetValue EMPTY = new Builder().build();

    private final Value[] elements;
    private final int size;
    private final HashIndex index;
    private volatile Value[] sorted;
    private int hash;

    private SetValue(Value[] elements, int size, HashIndex index) {
        this.elements = elements;
        this.size = size;
        this.index = index;
    }

    public static SetValue of(Collection<? extends Value> elements) {
        Builder builder = new Builder();
        elements.forEach(builder::add);
        return builder.build();
    }

    public boolean contains(Value element) {
        return index.find(elements, size, element) >= 0;
    }

    @Override
    public Value get(Value key) {
        return contains(key) ? key : null;
    }

    @Override
    public int size() {
        return size;
    }

    /** The elements in order; do not write to the array. */
    public Value[] sorted() {
        Value[] s = sorted;
        if (s == null) {
            s = Arrays.copyOf(elements, size);
            Arrays.sort(s);
            sorted = s;
        }
        return s;
    }

    @Override
    int rank() {
        return 8;
    }

    @Override
    int compareSame(Value other) {
        Value[] a = sorted();
        Value[] b = ((SetValue) other).sorted();
        int n = Math.min(a.length, b.length);
        for (int i = 0; i < n; i++) {
            int c = a[i].compareTo(b[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof SetValue s) || s.size != size || hashCode() != s.hashCode()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!s.contains(elements[i])) {
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
                h += elements[i].hashCode() * 0x85EBCA6B;
            }
            h = h * 31 + 8;
            hash = h;
        }
        return h;
    }

    @Override
    public Iterator<Value> iterator() {
        return Arrays.asList(sorted()).iterator();
    }

    /** Collects elements; equal ones are kept once, the first as written. */
    public static final class Builder {
        private Value[] elements = new Value[8];
        private int size;
        private final HashIndex index = new HashIndex(0);

        public boolean add(Value element) {
            if (index.find(elements, size, element) >= 0) {
                return false;
            }
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, size * 2);
            }
            elements[size] = element;
            index.add(elements, size++);
            return true;
        }

        public int size() {
            return size;
        }

        /** The set; the builder must not be used afterwards. */
        public SetValue build() {
            return new SetValue(elements, size, index);
        }
    }
}
