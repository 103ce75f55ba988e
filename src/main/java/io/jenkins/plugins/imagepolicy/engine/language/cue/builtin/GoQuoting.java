package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;

/** String and rune literals as Go's strconv writes them. */
final class GoQuoting {
    private static final int REPLACEMENT = 0xfffd;

    /** What is written as it is. */
    enum Plain {
        ASCII,
        PRINTABLE,
        GRAPHIC
    }

    private GoQuoting() {}

    static String text(String text, Plain plain) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> escape(c, '"', plain, out));
        return out.append('"').toString();
    }

    static String rune(long number, Plain plain) {
        boolean valid = number >= 0 && number <= Character.MAX_CODE_POINT && !isSurrogate(number);
        StringBuilder out = new StringBuilder("'");
        escape(valid ? (int) number : REPLACEMENT, '\'', plain, out);
        return out.append('\'').toString();
    }

    private static boolean isSurrogate(long number) {
        return number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
    }

    private static void escape(int c, char quote, Plain plain, StringBuilder out) {
        if (c == quote || c == '\\') {
            out.append('\\').appendCodePoint(c);
        } else if (isPlain(c, plain)) {
            out.appendCodePoint(c);
        } else {
            control(c, out);
        }
    }

    private static boolean isPlain(int c, Plain plain) {
        return switch (plain) {
            case ASCII -> c < 0x7f && c >= 0x20;
            case PRINTABLE -> isPrint(c);
            case GRAPHIC -> isGraphic(c);
        };
    }

    private static void control(int c, StringBuilder out) {
        int letter = "\u0007\b\f\n\r\t\u000b".indexOf(c);
        if (letter >= 0) {
            out.append('\\').append("abfnrtv".charAt(letter));
        } else if (c < 0x20 || c == 0x7f) {
            out.append(String.format("\\x%02x", c));
        } else {
            out.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the space. */
    static boolean isPrint(long number) {
        if (number < 0 || number > Character.MAX_CODE_POINT) {
            return false;
        }
        int c = (int) number;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            case Character.UNASSIGNED -> throw CueFault.unsupported(-1, "a character that this Unicode version lacks");
            default -> true;
        };
    }

    /** What is printable, and every other space. */
    static boolean isGraphic(long number) {
        return isPrint(number)
                || (number > 0
                        && number <= Character.MAX_CODE_POINT
                        && Character.getType((int) number) == Character.SPACE_SEPARATOR);
    }
}
