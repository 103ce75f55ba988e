package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/** The Rego {@code null}, which is a value of its own and truthy. */
public final class NullValue extends Value {
    public static final NullValue NULL = new NullValue();

    private NullValue() {}

    @Override
    int rank() {
        return 0;
    }

    @Override
    int compareSame(Value other) {
        return 0;
    }

    @Override
    public String typeName() {
        return "null";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 17;
    }
}
