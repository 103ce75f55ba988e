package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** Finds the end of an attribute, which means nothing to an evaluation. */
final class AttributeScanner {
    private AttributeScanner() {}

    /** The offset behind the attribute; its body may hold anything with balanced brackets and quoted text. */
    static int end(String text, int start) {
        int p = Characters.endOfName(text, start + 1);
        if (p == start + 1 || p >= text.length() || text.charAt(p) != '(') {
            throw CueFault.invalid(start, "invalid attribute: expected '@name(...)'");
        }
        int depth = 0;
        for (; p < text.length(); p++) {
            char c = text.charAt(p);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                if (--depth == 0) {
                    return p + 1;
                }
            } else if (c == '"' || c == '\'' || c == '#') {
                p = endOfQuoted(text, p);
            }
        }
        throw CueFault.invalid(start, "attribute not terminated");
    }

    private static int endOfQuoted(String text, int p) {
        if (text.charAt(p) == '#' || text.startsWith("\"\"\"", p) || text.startsWith("'''", p)) {
            throw CueFault.unsupported(p, "a raw or multi-line string in an attribute");
        }
        char quote = text.charAt(p);
        for (int q = p + 1; q < text.length(); q++) {
            char c = text.charAt(q);
            if (c == quote) {
                return q;
            }
            if (c == '\\' || c == '\n') {
                throw CueFault.unsupported(q, "an escape in an attribute");
            }
        }
        throw CueFault.invalid(p, "string literal not terminated");
    }
}
