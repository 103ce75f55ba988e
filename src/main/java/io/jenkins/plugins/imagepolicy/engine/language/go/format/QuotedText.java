package io.jenkins.plugins.imagepolicy.engine.language.go.format;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Quoted;
import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;

/** Text in the verbs {@code s q x X} of {@code fmt}. */
final class QuotedText {
    private QuotedText() {}

    static boolean isPrintable(int c) {
        StringBuilder quoted = new StringBuilder();
        Quoted.append(quoted, Character.toString(c));
        return quoted.length() == 2 + Character.charCount(c) || c == '"' || c == '\\';
    }

    private static String cut(Flags flags, String s) {
        boolean longer = flags.precision >= 0 && s.codePointCount(0, s.length()) > flags.precision;
        return longer ? s.substring(0, s.offsetByCodePoints(0, flags.precision)) : s;
    }

    static void plain(StringBuilder out, Flags flags, String s) {
        flags.pad(out, cut(flags, s));
    }

    static void quoted(StringBuilder out, Flags flags, String text) {
        String s = cut(flags, text);
        boolean raw = s.codePoints().allMatch(c -> c == '\t' || c >= ' ' && c != '`' && c != 0x7F && c != 0xFEFF);
        if (flags.sharp && raw) {
            flags.pad(out, "`" + s + "`");
            return;
        }
        StringBuilder quoted = new StringBuilder();
        Quoted.append(quoted, s);
        flags.pad(out, flags.plus ? ascii(quoted.toString()) : quoted.toString());
    }

    private static String ascii(String s) {
        StringBuilder out = new StringBuilder();
        s.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.append((char) c);
            } else {
                out.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
            }
        });
        return out.toString();
    }

    /** A character in single quotes. */
    static void character(StringBuilder out, Flags flags, long value) {
        int c = IntegerText.valid(value) ? (int) value : 0xFFFD;
        StringBuilder quoted = new StringBuilder();
        Quoted.append(quoted, Character.toString(c));
        String inner = quoted.substring(1, quoted.length() - 1);
        inner = c == '"' ? "\"" : c == '\'' ? "\\'" : inner;
        flags.pad(out, "'" + (flags.plus ? ascii(inner) : inner) + "'");
    }

    static void hexadecimal(StringBuilder out, Flags flags, String s, boolean upper) {
        byte[] bytes = Utf8.encode(s);
        int length = flags.precision >= 0 ? Math.min(flags.precision, bytes.length) : bytes.length;
        StringBuilder hex = new StringBuilder();
        String prefix = upper ? "0X" : "0x";
        for (int i = 0; i < length; i++) {
            hex.append(i > 0 && flags.space ? " " : "");
            hex.append(flags.sharp && (flags.space || i == 0) ? prefix : "");
            hex.append(String.format(upper ? "%02X" : "%02x", bytes[i]));
        }
        flags.pad(out, hex.toString());
    }
}
