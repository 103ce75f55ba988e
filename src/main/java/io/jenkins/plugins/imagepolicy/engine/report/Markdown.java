package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;

/** Escapes text for GitHub flavoured Markdown: no markup, no table cell, no link, no mention and no issue reference survives. */
final class Markdown {
    /** Parts a mention or reference from its mark without a visible trace. */
    private static final String BREAK = "&#8203;";

    private Markdown() {}

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (char c : Printable.line(text).toCharArray()) {
            if (c == '@' || c == '#') {
                escaped.append("&#").append((int) c).append(';').append(BREAK);
            } else if (c < 0x80 && !Character.isLetterOrDigit(c) && " ,;()'".indexOf(c) < 0) {
                escaped.append("&#").append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A name in fixed width. HTML rather than backticks, which could be closed from inside. */
    static String code(String text) {
        return "<code>" + text(text) + "</code>";
    }
}
