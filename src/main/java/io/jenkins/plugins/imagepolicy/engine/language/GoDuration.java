package io.jenkins.plugins.imagepolicy.engine.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * A length of time as Go's {@code time.ParseDuration} reads and {@code Duration.String} writes it: units {@code h m s ms us ns},
 * no days.
 *
 * @param nanos nanoseconds, 64 bits
 */
public record GoDuration(long nanos) implements Comparable<GoDuration> {
    private static final Map<String, Long> UNITS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "\u00b5s",
            1_000L,
            "\u03bcs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);
    private static final int LONGEST = 200;

    /** Empty when {@code text} is no duration or does not fit 64 bits of nanoseconds. */
    public static Optional<GoDuration> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        boolean negative = text.charAt(0) == '-';
        String rest = negative || text.charAt(0) == '+' ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(new GoDuration(0));
        }
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int unitAt = at;
            while (unitAt < rest.length() && isNumeral(rest.charAt(unitAt))) {
                unitAt++;
            }
            int next = unitAt;
            while (next < rest.length() && !isNumeral(rest.charAt(next))) {
                next++;
            }
            Long unit = UNITS.get(rest.substring(unitAt, next));
            Optional<BigDecimal> amount = decimal(rest.substring(at, unitAt));
            if (unit == null || amount.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(amount.get().multiply(BigDecimal.valueOf(unit)));
            at = next;
        }
        BigInteger nanos = negative ? sum.toBigInteger().negate() : sum.toBigInteger();
        return nanos.bitLength() > 63 ? Optional.empty() : Optional.of(new GoDuration(nanos.longValue()));
    }

    public static GoDuration ofSeconds(double seconds) {
        return new GoDuration((long) (seconds * 1e9));
    }

    public double seconds() {
        return nanos / 1e9;
    }

    @Override
    public int compareTo(GoDuration other) {
        return Long.compare(nanos, other.nanos);
    }

    /** As Go writes it: {@code 1h0m0s}, {@code 1.5s}, {@code 2ms}, {@code 0s}. */
    @Override
    public String toString() {
        if (nanos == 0) {
            return "0s";
        }
        BigInteger all = BigInteger.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        BigInteger second = BigInteger.valueOf(1_000_000_000L);
        if (all.compareTo(second) < 0) {
            long small = all.longValue();
            if (small < 1_000) {
                return sign + small + "ns";
            }
            return small < 1_000_000
                    ? sign + fraction(all, 1_000L) + "\u00b5s"
                    : sign + fraction(all, 1_000_000L) + "ms";
        }
        BigInteger[] minutes = all.divideAndRemainder(second.multiply(BigInteger.valueOf(60)));
        StringBuilder text = new StringBuilder(sign);
        long whole = minutes[0].longValue();
        if (whole >= 60) {
            text.append(whole / 60).append('h');
        }
        if (whole > 0) {
            text.append(whole % 60).append('m');
        }
        return text.append(fraction(minutes[1], 1_000_000_000L)).append('s').toString();
    }

    private static String fraction(BigInteger nanos, long unit) {
        BigDecimal value = new BigDecimal(nanos).divide(BigDecimal.valueOf(unit));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static boolean isNumeral(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static Optional<BigDecimal> decimal(String text) {
        String digits = text.replace(".", "");
        if (digits.isEmpty() || text.length() - digits.length() > 1) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.startsWith(".") ? "0" + text : text));
    }
}
