package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/**
 * An immutable Rego value. The natural order is OPA's: null, booleans, numbers, strings, arrays, objects, sets, and
 * within a kind the order that policies observe when they iterate.
 */
public abstract sealed class Value implements Comparable<Value>
        permits NullValue, BooleanValue, NumberValue, StringValue, ArrayValue, ObjectValue, SetValue {

    /** Rank of the kind in the order of all values; OPA leaves room for variables and references. */
    abstract int rank();

    /** Compares with a value of the same kind. */
    abstract int compareSame(Value other);

    /** The name that {@code type_name} returns. */
    public abstract String typeName();

    @Override
    public final int compareTo(Value other) {
        if (this == other) {
            return 0;
        }
        int byKind = Integer.compare(rank(), other.rank());
        return byKind != 0 ? byKind : compareSame(other);
    }

    /** The value at {@code key} of an array, object or set; {@code null} where it is undefined. */
    public Value get(Value key) {
        return null;
    }

    /** Number of elements of a collection, 0 of anything else. */
    public int size() {
        return 0;
    }

    public final boolean isFalse() {
        return this == BooleanValue.FALSE;
    }

    @Override
    public abstract boolean equals(Object other);

    @Override
    public abstract int hashCode();

    /** The value as a Rego term. */
    @Override
    public final String toString() {
        return ValueText.of(this);
    }
}
