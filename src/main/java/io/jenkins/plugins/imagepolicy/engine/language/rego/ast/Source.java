package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

/** A text with a name; makes excerpts with a caret. */
public record Source(String name, String text) {

    /** The line that holds {@code at}, and a caret below the column. */
    public String excerpt(Location at) {
        if (at == null || at.line() < 1) {
            return "";
        }
        int from = Math.min(at.offset(), text.length());
        int start = text.lastIndexOf('\n', Math.max(0, from - 1)) + 1;
        if (from == 0 || from < start) {
            start = from == 0 ? 0 : from;
        }
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end);
        StringBuilder caret = new StringBuilder();
        for (int i = 0; i < Math.min(from - start, line.length()); i++) {
            caret.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return line.stripTrailing() + "\n" + caret + "^";
    }

    /** The text between two offsets, for messages. */
    public String slice(int from, int to) {
        return text.substring(Math.min(from, text.length()), Math.min(Math.max(from, to), text.length()));
    }
}
