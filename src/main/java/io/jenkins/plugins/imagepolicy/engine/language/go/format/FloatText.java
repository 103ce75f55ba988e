package io.jenkins.plugins.imagepolicy.engine.language.go.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floating-point numbers in the verbs of {@code fmt}. Source: Go strconv/ftoa.go, fmt/format.go. */
public final class FloatText {
    private FloatText() {}

    /**
     * As {@code strconv.FormatFloat} of 64 bits.
     *
     * @param precision digits after the point, or of all for {@code g}; negative for the fewest that read back as the same
     */
    public static String of(double value, char format, int precision) {
        double magnitude = Math.abs(value);
        int digits = precision;
        if (precision < 0 && (format == 'e' || format == 'E' || format == 'f')) {
            BigDecimal shortest =
                    magnitude == 0 ? BigDecimal.ZERO : shortest(magnitude).stripTrailingZeros();
            digits = format == 'f' ? Math.max(0, shortest.scale()) : shortest.precision() - 1;
        }
        String number = number(magnitude, Character.toLowerCase(format), digits);
        String cased = Character.isUpperCase(format) ? number.toUpperCase(Locale.ROOT) : number;
        return value < 0 || 1 / value < 0 ? "-" + cased : cased;
    }

    /** @param verb one of {@code e E f F g G b x X}; {@code v} is {@code g} */
    static void append(StringBuilder out, Flags flags, double value, int verb) {
        int precision = flags.precision;
        if (precision < 0 && (verb == 'e' || verb == 'E' || verb == 'f' || verb == 'F')) {
            precision = 6;
        }
        boolean negative = value < 0 || 1 / value < 0;
        String number = number(Math.abs(value), Character.toLowerCase(verb), precision);
        if (Character.isUpperCase(verb)) {
            number = number.toUpperCase(Locale.ROOT);
        }
        if (flags.sharp && verb != 'b') {
            number = withPoint(number, "vgGx".indexOf(verb) < 0 ? 0 : precision < 0 ? 6 : precision);
        }
        String sign = flags.sign(negative);
        int missing = flags.width - sign.length() - number.length();
        if (!sign.isEmpty() && flags.zero && !flags.minus && missing > 0) {
            out.append(sign).append("0".repeat(missing)).append(number);
        } else {
            flags.pad(out, sign + number);
        }
    }

    private static String number(double d, int verb, int precision) {
        return switch (verb) {
            case 'e' -> scientific(new BigDecimal(d), precision);
            case 'f' ->
                new BigDecimal(d).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
            case 'b' -> binary(d);
            case 'x' -> hexadecimal(d);
            default -> general(d, precision);
        };
    }

    private static String scientific(BigDecimal d, int digits) {
        BigDecimal r = d.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        StringBuilder unscaled = new StringBuilder(r.unscaledValue().toString());
        int exponent = r.signum() == 0 ? 0 : unscaled.length() - 1 - r.scale();
        while (unscaled.length() < digits + 1) {
            unscaled.append('0');
        }
        String fraction = digits > 0 ? "." + unscaled.substring(1, digits + 1) : "";
        return unscaled.charAt(0) + fraction + exponent('e', exponent);
    }

    private static String exponent(char letter, int e) {
        return letter + (e < 0 ? "-" : "+") + (Math.abs(e) < 10 ? "0" : "") + Math.abs(e);
    }

    /** The decimal of the fewest digits that reads back as the same number. */
    private static BigDecimal shortest(double d) {
        BigDecimal exact = new BigDecimal(d);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal r = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (r.doubleValue() == d) {
                return r;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static String general(double d, int precision) {
        int wanted = precision == 0 ? 1 : precision;
        BigDecimal r =
                wanted < 0 ? shortest(d) : new BigDecimal(d).round(new MathContext(wanted, RoundingMode.HALF_EVEN));
        if (r.signum() == 0) {
            return "0";
        }
        BigDecimal s = r.stripTrailingZeros();
        int digits = s.precision();
        int point = digits - s.scale();
        int limit = wanted < 0 ? 6 : wanted > digits && digits >= point ? digits : wanted;
        return point - 1 < -4 || point - 1 >= limit ? scientific(s, digits - 1) : s.toPlainString();
    }

    private static String binary(double d) {
        long bits = Double.doubleToLongBits(d);
        int e = (int) (bits >> 52 & 0x7FF);
        long mantissa = bits & (1L << 52) - 1 | (e == 0 ? 0 : 1L << 52);
        int power = Math.max(e, 1) - 1075;
        return BigInteger.valueOf(mantissa) + "p" + (power < 0 ? "-" : "+") + Math.abs(power);
    }

    private static String hexadecimal(double d) {
        String java = Double.toHexString(d);
        int p = java.indexOf('p');
        String mantissa = java.substring(0, p);
        return (mantissa.endsWith(".0") ? mantissa.substring(0, p - 2) : mantissa)
                + exponent('p', Integer.parseInt(java.substring(p + 1)));
    }

    /** The flag {@code #} asks for a point, and for zeros up to the precision. */
    private static String withPoint(String number, int wanted) {
        String letters = number.startsWith("0x") || number.startsWith("0X") ? "pP" : "eE";
        int e = Math.max(number.indexOf(letters.charAt(0)), number.indexOf(letters.charAt(1)));
        String mantissa = e < 0 ? number : number.substring(0, e);
        String tail = number.substring(mantissa.length());
        int digits = wanted;
        boolean counts = false;
        for (char c : mantissa.toCharArray()) {
            counts = counts || c != '0' && c != '.';
            digits -= counts && c != '.' ? 1 : 0;
        }
        StringBuilder out = new StringBuilder(mantissa);
        if (mantissa.indexOf('.') < 0) {
            digits -= mantissa.equals("0") ? 1 : 0;
            out.append('.');
        }
        return out.append("0".repeat(Math.max(0, digits))).append(tail).toString();
    }
}
