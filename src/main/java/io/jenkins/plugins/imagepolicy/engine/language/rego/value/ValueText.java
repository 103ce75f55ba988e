package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Quoted;

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
            Quoted.append(out, s.value());
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
}
