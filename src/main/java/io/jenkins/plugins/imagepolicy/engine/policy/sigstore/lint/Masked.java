package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

/**
 * A policy's text with the content of comments and, separately, of strings blanked out, every character in its place, so that
 * patterns find code only.
 */
record Masked(String withoutComments, String codeOnly) {
    /** @param lineComment {@code #} for Rego, {@code //} for CUE */
    static Masked of(String text, String lineComment) {
        StringBuilder noComments = new StringBuilder(text);
        StringBuilder code = new StringBuilder(text);
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith(lineComment, i)) {
                int end = end(text, i, "\n");
                blank(noComments, i, end);
                blank(code, i, end);
                i = end;
            } else if (text.startsWith("\"\"\"", i)) {
                int end = Math.min(text.length(), end(text, i + 3, "\"\"\"") + 3);
                blank(code, i + 1, end - 1);
                i = end;
            } else if (text.charAt(i) == '`') {
                int end = Math.min(text.length(), end(text, i + 1, "`") + 1);
                blank(code, i + 1, end - 1);
                i = end;
            } else if (text.charAt(i) == '"') {
                int end = string(text, i);
                blank(code, i + 1, end - 1);
                i = end;
            } else {
                i++;
            }
        }
        return new Masked(noComments.toString(), code.toString());
    }

    private static int string(String text, int from) {
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != '"' && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), i + 1);
    }

    private static int end(String text, int from, String what) {
        int end = text.indexOf(what, from);
        return end < 0 ? text.length() : end;
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < Math.min(to, text.length()); i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** Line of an offset, from 1. */
    int line(int offset) {
        return 1
                + (int) codeOnly.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** Column of an offset, from 1. */
    int column(int offset) {
        return offset - codeOnly.lastIndexOf("\n", offset - 1);
    }
}
