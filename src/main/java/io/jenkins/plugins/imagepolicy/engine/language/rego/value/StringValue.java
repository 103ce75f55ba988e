package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/**
 * A string. Strings order by code point, which is the order of their UTF-8 bytes. Bytes that are no UTF-8 (results of
 * {@code base64.decode}, say) are kept as unpaired low surrogates, see {@link Utf8}.
 */
public final class StringValue extends Value {
    public static final StringValue EMPTY = new StringValue("");

    private final String value;

    private StringValue(String value) {
        this.value = value;
    }

    public static StringValue of(String value) {
        return value.isEmpty() ? EMPTY : new StringValue(value);
    }

    public String value() {
        return value;
    }

    @Override
    int rank() {
        return 3;
    }

    @Override
    int compareSame(Value other) {
        return compare(value, ((StringValue) other).value);
    }

    /** Compares by code point; UTF-16 order differs from it where surrogates meet the range above them. */
    public static int compare(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                if (Character.isSurrogate(x) && Character.isSurrogate(y)) {
                    return Character.compare(x, y);
                }
                if (Character.isSurrogate(x) || Character.isSurrogate(y)) {
                    return Character.isSurrogate(x)
                            ? (y >= 0xE000 ? 1 : Character.compare(x, y))
                            : (x >= 0xE000 ? -1 : Character.compare(x, y));
                }
                return Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Number of code points. */
    public int runes() {
        return value.codePointCount(0, value.length());
    }

    @Override
    public String typeName() {
        return "string";
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof StringValue s && value.equals(s.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
