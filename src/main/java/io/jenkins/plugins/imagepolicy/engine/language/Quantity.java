package io.jenkins.plugins.imagepolicy.engine.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity ({@code 12Ki}, {@code 0.5}, {@code 100m}, {@code 1e3}); Kubernetes apimachinery {@code resource.Quantity}.
 *
 * @param format in which the quantity is written
 */
public record Quantity(BigDecimal value, Format format) implements Comparable<Quantity> {
    /** How a quantity is written; the left operand's format is the result's. */
    public enum Format {
        BINARY,
        DECIMAL,
        EXPONENT
    }

    private static final Pattern SYNTAX = Pattern.compile(
            "([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?[0-9]{1,3})?");
    private static final List<String> BINARY_SUFFIXES = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL_SUFFIXES = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final int LONGEST = 100;
    private static final int NANO = 9;

    /** Empty when {@code text} is no quantity. */
    public static Optional<Quantity> parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(parts.group(1));
        String suffix = parts.group(2) == null ? "" : parts.group(2);
        if (BINARY_SUFFIXES.indexOf(suffix) > 0) {
            BigInteger scale = BigInteger.ONE.shiftLeft(10 * BINARY_SUFFIXES.indexOf(suffix));
            return Optional.of(of(number.multiply(new BigDecimal(scale)), Format.BINARY));
        }
        int decimal = DECIMAL_SUFFIXES.indexOf(suffix);
        if (decimal >= 0) {
            return Optional.of(of(number.scaleByPowerOfTen(3 * decimal - NANO), Format.DECIMAL));
        }
        return Optional.of(of(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))), Format.EXPONENT));
    }

    /** Rounded up (away from zero) to nano units, the finest that Kubernetes keeps. */
    public static Quantity of(BigDecimal value, Format format) {
        BigDecimal kept = value.scale() > NANO ? value.setScale(NANO, RoundingMode.UP) : value;
        return new Quantity(kept, format);
    }

    public Quantity plus(Quantity other) {
        return of(value.add(other.value), format);
    }

    public Quantity minus(Quantity other) {
        return of(value.subtract(other.value), format);
    }

    public Quantity times(double factor) {
        return of(value.multiply(BigDecimal.valueOf(factor)), format);
    }

    public Quantity dividedBy(double divisor) {
        return of(value.divide(BigDecimal.valueOf(divisor), MathContext.DECIMAL128), format);
    }

    public boolean isInteger() {
        return value.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    /** The canonical text: no fraction, the largest suffix that needs none. */
    @Override
    public String toString() {
        if (value.signum() == 0) {
            return "0";
        }
        if (format == Format.BINARY && value.abs().compareTo(BigDecimal.valueOf(1024)) >= 0) {
            return binary(value.setScale(0, RoundingMode.UP).toBigInteger());
        }
        int exponent = -NANO;
        BigDecimal mantissa = value.scaleByPowerOfTen(NANO);
        int most = format == Format.EXPONENT ? Integer.MAX_VALUE : 18;
        while (exponent < most && divisible(mantissa)) {
            mantissa = mantissa.scaleByPowerOfTen(-3);
            exponent += 3;
        }
        String digits = mantissa.stripTrailingZeros().toPlainString();
        if (format == Format.EXPONENT) {
            return exponent == 0 ? digits : digits + "e" + exponent;
        }
        return digits + DECIMAL_SUFFIXES.get((exponent + NANO) / 3);
    }

    private static boolean divisible(BigDecimal mantissa) {
        return mantissa.toBigInteger().mod(BigInteger.valueOf(1000)).signum() == 0;
    }

    private static String binary(BigInteger value) {
        int suffix = 0;
        BigInteger left = value;
        while (suffix < BINARY_SUFFIXES.size() - 1
                && left.mod(BigInteger.valueOf(1024)).signum() == 0) {
            left = left.shiftRight(10);
            suffix++;
        }
        return left + BINARY_SUFFIXES.get(suffix);
    }
}
