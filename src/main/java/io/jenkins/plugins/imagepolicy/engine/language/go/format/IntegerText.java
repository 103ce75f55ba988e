package io.jenkins.plugins.imagepolicy.engine.language.go.format;

import java.math.BigInteger;
import java.util.Locale;

/** Integers in the verbs of {@code fmt}: those of the machine and the big ones, which format themselves. */
final class IntegerText {
    private IntegerText() {}

    private static int base(int verb) {
        return switch (verb) {
            case 'b' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> 10;
        };
    }

    private static String digits(BigInteger i, int verb) {
        String digits = i.abs().toString(base(verb));
        return verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    }

    static void append(StringBuilder out, Flags flags, long value, int verb) {
        BigInteger i = BigInteger.valueOf(value);
        String sign = flags.sign(value < 0);
        int least = flags.precision;
        if (least == 0 && value == 0) {
            flags.padWithSpaces(out, "");
            return;
        }
        if (least < 0 && flags.zero && !flags.minus) {
            least = flags.width - sign.length();
        }
        String digits = digits(i, verb);
        digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
        String prefix = "";
        if (flags.sharp) {
            prefix = switch (verb) {
                case 'b' -> "0b";
                case 'o' -> digits.startsWith("0") ? "" : "0";
                case 'x' -> "0x";
                case 'X' -> "0X";
                default -> "";
            };
        }
        flags.padWithSpaces(out, sign + (verb == 'O' ? "0o" : "") + prefix + digits);
    }

    static void append(StringBuilder out, Flags flags, BigInteger value, int verb) {
        String prefix = verb == 'O' ? "0o" : "";
        if (flags.sharp || flags.sharpV) {
            prefix += switch (verb) {
                case 'b' -> "0b";
                case 'o' -> "0";
                case 'x' -> "0x";
                case 'X' -> "0X";
                default -> "";
            };
        }
        String sign = value.signum() < 0 ? "-" : flags.plus || flags.plusV ? "+" : flags.space ? " " : "";
        String digits = digits(value, verb);
        int zeros = Math.max(0, flags.precision - digits.length());
        int missing = flags.width - sign.length() - prefix.length() - zeros - digits.length();
        if (missing > 0 && !flags.minus && flags.zero && flags.precision < 0) {
            zeros = missing;
        }
        flags.padWithSpaces(out, sign + prefix + "0".repeat(zeros) + digits);
    }

    static void character(StringBuilder out, Flags flags, long value) {
        flags.pad(out, Character.toString(valid(value) ? (int) value : 0xFFFD));
    }

    static boolean valid(long value) {
        return value >= 0 && value <= Character.MAX_CODE_POINT && (value < 0xD800 || value > 0xDFFF);
    }

    static void unicode(StringBuilder out, Flags flags, long value) {
        String hex = Long.toHexString(value).toUpperCase(Locale.ROOT);
        String text = "U+" + "0".repeat(Math.max(0, Math.max(4, flags.precision) - hex.length())) + hex;
        if (flags.sharp && valid(value) && QuotedText.isPrintable((int) value)) {
            text += " '" + Character.toString((int) value) + "'";
        }
        flags.padWithSpaces(out, text);
    }
}
