package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;

/**
 * Escapes text for GitHub flavoured Markdown: no markup, no table cell, no mention and no issue reference survives. An address
 * may still become a link to itself, which deceives nobody.
 */
final class Markdown {
    /** Parts a mention or reference from its mark without a visible trace. */
    private static final String BREAK = "&#8203;";

    private Markdown() {}

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        String line = Printable.line(text);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= 0x80 || Character.isLetterOrDigit(c) || " ,;()'".indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append("&#").append((int) c).append(';').append(refers(line, i) ? BREAK : "");
            }
        }
        return escaped.toString();
    }

    /** Whether GitHub would take the mark at {@code i} for a mention ({@code @team}) or an issue ({@code #7}). */
    private static boolean refers(String line, int i) {
        return switch (line.charAt(i)) {
            case '@' -> i == 0 || !Character.isLetterOrDigit(line.charAt(i - 1));
            case '#' -> i + 1 < line.length() && Character.isDigit(line.charAt(i + 1));
            default -> false;
        };
    }

    /** A name in fixed width. HTML rather than backticks, which could be closed from inside. */
    static String code(String text) {
        return "<code>" + text(text) + "</code>";
    }
}
