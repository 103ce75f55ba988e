package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/** {@code true} or {@code false}: two instances only, so that identity compares them. */
public final class BooleanValue extends Value {
    public static final BooleanValue TRUE = new BooleanValue(true);
    public static final BooleanValue FALSE = new BooleanValue(false);

    private final boolean value;

    private BooleanValue(boolean value) {
        this.value = value;
    }

    public static BooleanValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    int rank() {
        return 1;
    }

    @Override
    int compareSame(Value other) {
        return Boolean.compare(value, ((BooleanValue) other).value);
    }

    @Override
    public String typeName() {
        return "boolean";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return value ? 1231 : 1237;
    }
}
