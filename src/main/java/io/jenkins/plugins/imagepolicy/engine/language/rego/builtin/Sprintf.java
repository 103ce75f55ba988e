package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** {@code sprintf}: the verbs, flags and complaints of Go's {@code fmt}. */
final class Sprintf {
    private static final int MAX_WIDTH = 1_000_000;

    private final BuiltinContext context;
    private final String format;
    private final ArrayValue args;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;

    private boolean minus;
    private boolean plus;
    private boolean sharp;
    private boolean space;
    private boolean zero;
    private int width;
    private int precision;

    private Sprintf(BuiltinContext context, String format, ArrayValue args) {
        this.context = context;
        this.format = format;
        this.args = args;
    }

    static void register(Registry r) {
        r.add("sprintf", "string, array[any] -> string", (c, a) -> {
            String format = Args.string(a, 1);
            ArrayValue args = Args.array(a, 2);
            return Strings.sized(c, new Sprintf(c, format, args).run());
        });
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else {
                directive();
            }
            context.size(out.length());
        }
        if (!reordered && next < args.size()) {
            out.append("%!(EXTRA ");
            for (int i = next; i < args.size(); i++) {
                out.append(i == next ? "" : ", ")
                        .append(goType(args.at(i)))
                        .append('=')
                        .append(args.at(i) instanceof NumberValue n ? digits(n) : plain(args.at(i)));
            }
            out.append(')');
        }
        return out.toString();
    }

    /** Go formats big integers as text where it complains about small ones. */
    private static boolean isBig(NumberValue n) {
        return n.isWrittenAsInteger() && !n.isLong();
    }

    /** Beyond the range of doubles OPA hands the text on. */
    private static boolean isHuge(NumberValue n) {
        return Double.isInfinite(n.doubleValue()) && !n.isWrittenAsInteger();
    }

    private static String goType(Value v) {
        if (v instanceof NumberValue n && !isHuge(n)) {
            return n.isLong() ? "int" : n.isWrittenAsInteger() ? "*big.Int" : "float64";
        }
        return "string";
    }

    private void directive() {
        flags();
        index();
        width = -1;
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            width = starArgument();
            if (width < 0) {
                minus = true;
                width = -width;
            }
        } else {
            width = number();
        }
        precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            index();
            if (at < format.length() && format.charAt(at) == '*') {
                at++;
                precision = Math.max(-1, starArgument());
            } else {
                precision = Math.max(0, number());
            }
        }
        index();
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (next >= args.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else if (next < 0) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
            next = 0;
        } else {
            format(args.at(next++), verb);
        }
    }

    private void flags() {
        minus = plus = sharp = space = zero = false;
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '-' -> minus = true;
                case '+' -> plus = true;
                case '#' -> sharp = true;
                case ' ' -> space = true;
                case '0' -> zero = true;
                default -> {
                    return;
                }
            }
        }
    }

    /** An explicit argument number: {@code %[2]d}. */
    private void index() {
        if (at < format.length() && format.charAt(at) == '[') {
            int end = format.indexOf(']', at);
            reordered = true;
            int wanted = -1;
            if (end > at && format.substring(at + 1, end).matches("[0-9]{1,6}")) {
                wanted = Integer.parseInt(format.substring(at + 1, end)) - 1;
            }
            at = end < 0 ? at + 1 : end + 1;
            next = wanted >= 0 && wanted < args.size() ? wanted : Integer.MIN_VALUE;
        }
    }

    private int number() {
        int n = -1;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            n = Math.min(MAX_WIDTH, Math.max(n, 0) * 10 + format.charAt(at++) - '0');
        }
        return n;
    }

    private int starArgument() {
        if (next >= 0 && next < args.size() && args.at(next) instanceof NumberValue n && n.isLong()) {
            next++;
            return (int) Math.max(-MAX_WIDTH, Math.min(MAX_WIDTH, n.longValue()));
        }
        next++;
        out.append("%!(BADWIDTH)");
        return -1;
    }

    private static String plain(Value v) {
        return v instanceof StringValue s ? s.value() : v.toString();
    }

    private void format(Value v, int verb) {
        switch (verb) {
            case 'v', 's' -> {
                if (verb == 's' && v instanceof NumberValue n && !isBig(n) && !isHuge(n)) {
                    bad(v, verb);
                } else {
                    text(v, sharp && verb == 'v');
                }
            }
            case 'q' -> {
                if (v instanceof NumberValue n && n.isLong()) {
                    pad("'" + Character.toString((int) n.longValue()) + "'", false);
                } else {
                    StringBuilder quoted = new StringBuilder();
                    ValueText.quote(quoted, plain(v));
                    pad(quoted.toString(), false);
                }
            }
            case 'T' -> pad(goType(v), false);
            case 'd', 'b', 'o', 'O', 'x', 'X', 'c', 'U' -> integer(v, verb);
            case 'e', 'E', 'f', 'F', 'g', 'G' -> floating(v, verb);
            default -> bad(v, verb);
        }
    }

    private static String digits(NumberValue n) {
        return n.isWrittenAsInteger() || isHuge(n) ? n.text() : general(n.doubleValue());
    }

    private void text(Value v, boolean quotes) {
        if (v instanceof NumberValue n) {
            pad(sign(digits(n)), true);
            return;
        }
        String s = plain(v);
        if (precision >= 0 && s.codePointCount(0, s.length()) > precision) {
            s = s.substring(0, s.offsetByCodePoints(0, precision));
        }
        if (quotes) {
            StringBuilder quoted = new StringBuilder();
            ValueText.quote(quoted, s);
            s = quoted.toString();
        }
        pad(s, false);
    }

    /** Go's complaint about a verb that does not fit the argument. */
    private void bad(Value v, int verb) {
        out.append("%!").appendCodePoint(verb).append('(').append(goType(v)).append('=');
        text(v, false);
        out.append(')');
    }

    private String sign(String digits) {
        if (digits.startsWith("-")) {
            return digits;
        }
        return plus ? "+" + digits : space ? " " + digits : digits;
    }

    private void pad(String s, boolean numeric) {
        int missing = width - s.codePointCount(0, s.length());
        if (missing <= 0) {
            out.append(s);
        } else if (minus) {
            out.append(s).append(" ".repeat(missing));
        } else if (zero && numeric) {
            boolean signed = !s.isEmpty() && "+- ".indexOf(s.charAt(0)) >= 0;
            out.append(signed ? s.substring(0, 1) : "")
                    .append("0".repeat(missing))
                    .append(signed ? s.substring(1) : s);
        } else {
            out.append((zero ? "0" : " ").repeat(missing)).append(s);
        }
    }

    private void integer(Value v, int verb) {
        if (!(v instanceof NumberValue) && (verb == 'x' || verb == 'X')) {
            hexText(plain(v), verb == 'X');
            return;
        }
        if (!(v instanceof NumberValue n) || !n.isWrittenAsInteger()) {
            bad(v, verb);
            return;
        }
        BigInteger i = n.decimal().toBigInteger();
        switch (verb) {
            case 'c' -> pad(i.bitLength() < 22 ? Character.toString(i.intValue()) : "\uFFFD", false);
            case 'U' -> pad("U+" + String.format("%04X", i.longValue()), false);
            default -> pad(sign(radix(i, verb)), precision < 0);
        }
    }

    private String radix(BigInteger i, int verb) {
        int base = verb == 'd' ? 10 : verb == 'b' ? 2 : verb == 'o' || verb == 'O' ? 8 : 16;
        String digits = i.abs().toString(base);
        if (digits.length() < precision) {
            digits = "0".repeat(precision - digits.length()) + digits;
        }
        String prefix = "";
        if (verb == 'O') {
            prefix = "0o";
        } else if (sharp) {
            prefix = base == 2 ? "0b" : base == 8 ? "0" : base == 16 ? "0x" : "";
        }
        String s = (i.signum() < 0 ? "-" : "") + prefix + digits;
        return verb == 'X' ? s.toUpperCase(java.util.Locale.ROOT) : s;
    }

    private void hexText(String s, boolean upper) {
        StringBuilder hex = new StringBuilder();
        String prefix = upper ? "0X" : "0x";
        for (byte b : Utf8.encode(s)) {
            hex.append(hex.length() > 0 && space ? " " : "");
            hex.append(sharp && (space || hex.length() == 0) ? prefix : "");
            hex.append(String.format(upper ? "%02X" : "%02x", b));
        }
        pad(hex.toString(), false);
    }

    private void floating(Value v, int verb) {
        if (!(v instanceof NumberValue n) || n.isLong()) {
            bad(v, verb);
            return;
        }
        double d = n.doubleValue();
        String s =
                switch (verb) {
                    case 'f', 'F' ->
                        new BigDecimal(d)
                                .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                                .toPlainString();
                    case 'e', 'E' -> scientific(new BigDecimal(d), precision < 0 ? 6 : precision);
                    default -> precision < 0 ? general(d) : rounded(d, Math.max(1, precision));
                };
        s = Character.isUpperCase(verb) ? s.toUpperCase(java.util.Locale.ROOT) : s;
        pad(sign(s), true);
    }

    private static String scientific(BigDecimal d, int digits) {
        if (d.signum() == 0) {
            return (digits > 0 ? "0." + "0".repeat(digits) : "0") + "e+00";
        }
        BigDecimal r = d.round(new java.math.MathContext(digits + 1, RoundingMode.HALF_EVEN));
        StringBuilder unscaled = new StringBuilder(r.unscaledValue().abs().toString());
        int exponent = unscaled.length() - 1 - r.scale();
        while (unscaled.length() < digits + 1) {
            unscaled.append('0');
        }
        String mantissa = unscaled.substring(0, 1) + (digits > 0 ? "." + unscaled.substring(1, digits + 1) : "");
        return (d.signum() < 0 ? "-" : "") + mantissa + exponent(exponent);
    }

    private static String exponent(int e) {
        return "e" + (e < 0 ? "-" : "+") + (Math.abs(e) < 10 ? "0" : "") + Math.abs(e);
    }

    private static String rounded(double d, int digits) {
        BigDecimal r = new BigDecimal(d).round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
        BigDecimal s = r.signum() == 0 ? BigDecimal.ZERO : r.stripTrailingZeros();
        int exponent = s.precision() - s.scale() - 1;
        return exponent < -4 || exponent >= digits ? scientific(s, s.precision() - 1) : s.toPlainString();
    }

    /** Shortest digits of a double, with an exponent from 21 digits on: Go's {@code %v}. */
    static String general(double d) {
        if (d == 0) {
            return "0";
        }
        BigDecimal s = new BigDecimal(Double.toString(d)).stripTrailingZeros();
        int exponent = s.precision() - s.scale() - 1;
        return exponent < -4 || exponent >= 21 ? scientific(s, s.precision() - 1) : s.toPlainString();
    }
}
