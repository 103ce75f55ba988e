package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/** Strings of one line: plain where they are read back as the same string, quoted otherwise. */
final class YamlText {
    /** What YAML 1.1 takes for something else than a string. */
    private static final Set<String> OLD_WORDS = Set.of(
            "y", "Y", "yes", "Yes", "YES", "n", "N", "t", "T", "f", "F", "no", "No", "NO", "true", "True", "TRUE",
            "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF", ".Nan");

    /** Dates, times and numbers of base 60 or 16. */
    private static final Pattern OLD_NUMBERS =
            Pattern.compile("^[\\-+0-9:\\. \\t]+([-:]|[tT])[\\-+0-9:\\. \\t]+[zZ]?$|^0x[a-fA-F0-9]+$");

    private static final String START_INDICATORS = "#,[]{}&*!|>'\"%@`";

    private YamlText() {}

    static void write(String text, StringBuilder out) {
        boolean old = OLD_WORDS.contains(text) || OLD_NUMBERS.matcher(text).find();
        if (old || text.contains("\n") || !YamlScalars.isString(text) || isSpecial(text)) {
            doubleQuoted(text, out);
        } else if (isPlain(text)) {
            out.append(text);
        } else {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        }
    }

    /** Whether a text of several lines may be written as a block. */
    static boolean mayBeBlock(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' && (i + 1 == text.length() || text.charAt(i + 1) == '\n')) {
                return false;
            }
            if (c != '\t' && c != '\n' && !isPrintable(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpecial(String text) {
        return text.codePoints().anyMatch(c -> !isPrintable(c));
    }

    /** The library takes characters beyond the basic plane for unprintable. */
    private static boolean isPrintable(int c) {
        return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe && c != 0xfeff);
    }

    private static boolean isPlain(String text) {
        if (text.startsWith("---") || text.startsWith("...") || text.startsWith(" ") || text.endsWith(" ")) {
            return false;
        }
        char first = text.charAt(0);
        boolean alone = text.length() == 1 || isBlank(text.charAt(1));
        if (START_INDICATORS.indexOf(first) >= 0 || (alone && (first == '?' || first == ':' || first == '-'))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i + 1 == text.length() || isBlank(text.charAt(i + 1));
            if ((c == ':' && last) || (c == '#' && isBlank(text.charAt(i - 1)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static void doubleQuoted(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            if (isPrintable(c) && c != '"' && c != '\\') {
                out.appendCodePoint(c);
                return;
            }
            out.append('\\');
            switch (c) {
                case 0 -> out.append('0');
                case 7 -> out.append('a');
                case '\b' -> out.append('b');
                case '\t' -> out.append('t');
                case '\n' -> out.append('n');
                case 0xb -> out.append('v');
                case '\f' -> out.append('f');
                case '\r' -> out.append('r');
                case 0x1b -> out.append('e');
                case '"', '\\' -> out.append((char) c);
                case 0x85 -> out.append('N');
                default -> out.append(String.format(c <= 0xff ? "x%02X" : c <= 0xffff ? "u%04X" : "U%08X", c));
            }
        });
        out.append('"');
    }
}
