package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;

/** Values as compact JSON text: keys in order, numbers as written, sets as arrays, escapes as Go's encoder. */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final String newline;
    private final String indent;

    private JsonText(String newline, String indent) {
        this.newline = newline;
        this.indent = indent;
    }

    public static String of(Value value) {
        JsonText text = new JsonText("", "");
        text.append(value, 0);
        return text.out.toString();
    }

    /** With one element a line; {@code prefix} begins every line but the first. */
    public static String pretty(Value value, String prefix, String indent) {
        JsonText text = new JsonText("\n" + prefix, indent);
        text.append(value, 0);
        return text.out.toString();
    }

    private void append(Value value, int depth) {
        if (value instanceof StringValue s) {
            quote(s.value());
        } else if (value instanceof NumberValue n) {
            out.append(n.text());
        } else if (value instanceof BooleanValue || value instanceof NullValue) {
            out.append(value);
        } else if (value instanceof ObjectValue o) {
            object(o, depth);
        } else {
            array(value, depth);
        }
    }

    private void array(Value value, int depth) {
        out.append('[');
        Iterable<Value> elements = value instanceof ArrayValue a ? a : (SetValue) value;
        boolean first = true;
        for (Value v : elements) {
            separate(first, depth + 1);
            first = false;
            append(v, depth + 1);
        }
        close(first, depth, ']');
    }

    private void object(ObjectValue o, int depth) {
        out.append('{');
        for (int i = 0; i < o.size(); i++) {
            separate(i == 0, depth + 1);
            Value key = o.keyAt(i);
            quote(key instanceof StringValue s ? s.value() : JsonText.of(key));
            out.append(newline.isEmpty() ? ":" : ": ");
            append(o.valueAt(i), depth + 1);
        }
        close(o.size() == 0, depth, '}');
    }

    private void separate(boolean first, int depth) {
        if (!first) {
            out.append(',');
        }
        out.append(newline).append(newline.isEmpty() ? "" : indent.repeat(depth));
    }

    private void close(boolean empty, int depth, char bracket) {
        if (!empty) {
            out.append(newline).append(newline.isEmpty() ? "" : indent.repeat(depth));
        }
        out.append(bracket);
    }

    private void quote(String text) {
        out.append('"');
        String s = Utf8.printable(text);
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
