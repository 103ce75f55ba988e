package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

/** JSON texts written anew without change of meaning, as Go's encoding/json does. The texts must be valid. */
final class JsonLayout {
    private JsonLayout() {}

    /** Without space between tokens. */
    static String compact(String text) {
        StringBuilder out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted || !isSpace(c)) {
                out.append(c);
            }
            if (quoted && c == '\\') {
                out.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return out.toString();
    }

    /** Each element and field on a line of its own; empty lists and objects and space at the end stay. */
    static String indent(String text, String prefix, String indent) {
        String compact = compact(text);
        StringBuilder out = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\') {
                    out.append(compact.charAt(++i));
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            boolean opens = c == '{' || c == '[';
            boolean closes = c == '}' || c == ']';
            if (closes && "{[".indexOf(compact.charAt(i - 1)) < 0) {
                line(out, prefix, indent, depth - 1);
            }
            out.append(c);
            depth += opens ? 1 : closes ? -1 : 0;
            quoted = c == '"';
            if (c == ':') {
                out.append(' ');
            } else if (c == ',' || (opens && "}]".indexOf(compact.charAt(i + 1)) < 0)) {
                line(out, prefix, indent, depth);
            }
        }
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return out.append(text, end, text.length()).toString();
    }

    private static void line(StringBuilder out, String prefix, String indent, int depth) {
        out.append('\n').append(prefix);
        for (int i = 0; i < depth; i++) {
            out.append(indent);
        }
    }

    /** Fit to stand in HTML; the text need not be JSON. */
    static String escapeHtml(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
