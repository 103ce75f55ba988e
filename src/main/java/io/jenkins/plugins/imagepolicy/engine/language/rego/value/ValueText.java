package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/** Values as Rego terms, the way OPA prints them ({@code sprintf("%v")}, messages, explanations). */
public final class ValueText {
    private ValueText() {}

    public static String of(Value value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Value value) {
        if (value instanceof StringValue s) {
            quote(out, s.value());
        } else if (value instanceof NumberValue n) {
            out.append(n.text());
        } else if (value instanceof BooleanValue b) {
            out.append(b.value());
        } else if (value instanceof NullValue) {
            out.append("null");
        } else if (value instanceof ArrayValue a) {
            out.append('[');
            appendAll(out, a);
            out.append(']');
        } else if (value instanceof SetValue s) {
            if (s.size() == 0) {
                out.append("set()");
            } else {
                out.append('{');
                appendAll(out, s);
                out.append('}');
            }
        } else if (value instanceof ObjectValue o) {
            out.append('{');
            for (int i = 0; i < o.size(); i++) {
                out.append(i == 0 ? "" : ", ");
                append(out, o.keyAt(i));
                out.append(": ");
                append(out, o.valueAt(i));
            }
            out.append('}');
        }
    }

    private static void appendAll(StringBuilder out, Iterable<Value> values) {
        String separator = "";
        for (Value v : values) {
            out.append(separator);
            append(out, v);
            separator = ", ";
        }
    }

    /** Quotes as Go's {@code strconv.Quote}. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case 7 -> out.append("\\a");
                case 11 -> out.append("\\v");
                default -> quoteOther(out, c);
            }
        });
        out.append('"');
    }

    private static void quoteOther(StringBuilder out, int c) {
        if (c < 0x20 || c == 0x7F) {
            out.append(String.format("\\x%02x", c));
        } else if (c >= 0xDC80 && c <= 0xDCFF) {
            out.append(String.format("\\x%02x", c - 0xDC00));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            out.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
        }
    }

    private static boolean isPrintable(int c) {
        int type = Character.getType(c);
        return c == ' '
                || type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.PRIVATE_USE
                        && type != Character.UNASSIGNED
                        && type != Character.SPACE_SEPARATOR
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR;
    }
}
