package io.jenkins.plugins.imagepolicy.engine.language.go.text;

/** Texts in quotes, as Go's {@code strconv.Quote} writes them. */
public final class Quoted {
    private Quoted() {}

    public static void append(StringBuilder out, String text) {
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

    /** As Go's {@code unicode.IsPrint}. */
    public static boolean isPrintable(int c) {
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
