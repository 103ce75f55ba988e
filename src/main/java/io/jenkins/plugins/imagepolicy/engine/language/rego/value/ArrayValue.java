package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** An array. */
public final class ArrayValue extends Value implements Iterable<Value> {
    public static final ArrayValue EMPTY = new ArrayValue(new Value[0]);

    private final Value[] elements;
    private int hash;

    private ArrayValue(Value[] elements) {
        this.elements = elements;
    }

    /** Takes the array over: the caller must not write to it afterwards. */
    public static ArrayValue owning(Value... elements) {
        return elements.length == 0 ? EMPTY : new ArrayValue(elements);
    }

    public static ArrayValue of(List<? extends Value> elements) {
        return owning(elements.toArray(new Value[0]));
    }

    public Value at(int index) {
        return elements[index];
    }

    public ArrayValue slice(int from, int to) {
        return owning(Arrays.copyOfRange(elements, from, to));
    }

    @Override
    public Value get(Value key) {
        if (key instanceof NumberValue n) {
            int index = n.indexBelow(elements.length);
            return index < 0 ? null : elements[index];
        }
        return null;
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    int rank() {
        return 6;
    }

    @Override
    int compareSame(Value other) {
        Value[] theirs = ((ArrayValue) other).elements;
        int n = Math.min(elements.length, theirs.length);
        for (int i = 0; i < n; i++) {
            int c = elements[i].compareTo(theirs[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(elements.length, theirs.length);
    }

    @Override
    public String typeName() {
        return "array";
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof ArrayValue a && hashCode() == a.hashCode() && Arrays.equals(elements, a.elements);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 31 * Arrays.hashCode(elements) + 6;
            hash = h;
        }
        return h;
    }

    @Override
    public Iterator<Value> iterator() {
        return Arrays.asList(elements).iterator();
    }
}
