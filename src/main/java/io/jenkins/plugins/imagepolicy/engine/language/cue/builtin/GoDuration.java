package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Durations such as {@code 1h15m30.5s}, in nanoseconds. source: Go, package time */
final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    static long parse(String text) {
        String rest = text;
        boolean negative = rest.startsWith("-");
        if (negative || rest.startsWith("+")) {
            rest = rest.substring(1);
        }
        if (rest.equals("0")) {
            return 0;
        }
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        BigInteger total = BigInteger.ZERO;
        while (!rest.isEmpty()) {
            int digits = span(rest, true);
            int unit = span(rest.substring(digits), false);
            String number = rest.substring(0, digits);
            Long scale = UNITS.get(rest.substring(digits, digits + unit));
            if (!number.matches("[0-9]+\\.?[0-9]*|\\.[0-9]+") || scale == null || number.length() > 40) {
                throw invalid(text);
            }
            BigDecimal value = new BigDecimal(number.endsWith(".") ? number + "0" : number);
            total = total.add(value.multiply(BigDecimal.valueOf(scale)).toBigInteger());
            rest = rest.substring(digits + unit);
        }
        BigInteger result = negative ? total.negate() : total;
        if (result.bitLength() > 63) {
            throw invalid(text);
        }
        return result.longValue();
    }

    private static int span(String text, boolean digits) {
        int i = 0;
        while (i < text.length() && (text.charAt(i) == '.' || Character.isDigit(text.charAt(i))) == digits) {
            i++;
        }
        return i;
    }

    private static CallError invalid(String text) {
        return new CallError("time: invalid duration \"" + text + "\"");
    }

    static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        BigInteger absolute = BigInteger.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (absolute.compareTo(BigInteger.valueOf(1_000_000_000L)) < 0) {
            long small = absolute.longValue();
            if (small < 1_000) {
                return sign + small + "ns";
            }
            return small < 1_000_000 ? sign + decimal(small, 3) + "µs" : sign + decimal(small, 6) + "ms";
        }
        BigInteger[] minutes = absolute.divideAndRemainder(BigInteger.valueOf(60_000_000_000L));
        String seconds = decimal(minutes[1].longValue(), 9) + "s";
        long whole = minutes[0].longValue();
        if (whole == 0) {
            return sign + seconds;
        }
        String text = whole % 60 + "m" + seconds;
        return sign + (whole >= 60 ? whole / 60 + "h" + text : text);
    }

    private static String decimal(long value, int scale) {
        BigDecimal number = BigDecimal.valueOf(value, scale);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
