package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.util.ArrayList;
import java.util.List;

/** Columns that text takes on a terminal: two for wide characters (UAX #11), none for marks that combine. */
final class TextWidth {
    private static final String CUT = "...";

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::columns).sum();
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100
                && (c <= 0x115f
                        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd));
        return wide ? 2 : 1;
    }

    /** {@code text} on one line, in at most {@code width} columns: the middle is left out, since both ends of a name tell most. */
    static String cut(String text, int width) {
        String line = Printable.line(text);
        if (of(line) <= width) {
            return line;
        }
        int head = (width - CUT.length() + 1) / 3;
        int tail = width - CUT.length() - head;
        return start(line, head) + CUT + end(line, tail);
    }

    /** {@code text} followed by blanks up to {@code width} columns. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** Lines of at most {@code width} columns; breaks at blanks, and within what is longer than a line. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Printable.line(text).split(" +")) {
            String rest = word;
            if (!line.isEmpty() && of(line.toString()) + 1 + of(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (of(rest) > width) {
                String part = start(rest, width);
                lines.add(part);
                rest = rest.substring(part.length());
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static String start(String text, int width) {
        int end = 0;
        int columns = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            columns += columns(c);
            if (columns > width) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, Math.max(end, Character.charCount(text.codePointAt(0))));
    }

    private static String end(String text, int width) {
        int start = text.length();
        int columns = 0;
        while (start > 0) {
            int c = text.codePointBefore(start);
            columns += columns(c);
            if (columns > width) {
                break;
            }
            start -= Character.charCount(c);
        }
        return text.substring(start);
    }
}
