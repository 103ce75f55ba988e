package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Binary floating point with 64 bits of mantissa, rounded half to even: the arithmetic that OPA computes with, so that
 * results agree in the last digit. Value = {@code mantissa * 2^exponent}.
 */
final class BinaryFloat {
    private static final int PRECISION = 64;

    private final BigInteger mantissa;
    private final int exponent;

    private BinaryFloat(BigInteger mantissa, int exponent) {
        this.mantissa = mantissa;
        this.exponent = exponent;
    }

    static BinaryFloat of(BigDecimal value) {
        if (value.signum() == 0) {
            return new BinaryFloat(BigInteger.ZERO, 0);
        }
        BigInteger unscaled = value.unscaledValue();
        if (value.scale() <= 0) {
            return rounded(unscaled.multiply(BigInteger.TEN.pow(-value.scale())), 0, false);
        }
        return quotient(unscaled, BigInteger.TEN.pow(value.scale()), 0);
    }

    /** {@code n / d * 2^exponent}, correctly rounded. */
    private static BinaryFloat quotient(BigInteger n, BigInteger d, int exponent) {
        int shift = Math.max(0, PRECISION + 2 - (n.bitLength() - d.bitLength()));
        BigInteger[] parts = n.abs().shiftLeft(shift).divideAndRemainder(d.abs());
        BigInteger q = n.signum() * d.signum() < 0 ? parts[0].negate() : parts[0];
        return rounded(q, exponent - shift, parts[1].signum() != 0);
    }

    private static BinaryFloat rounded(BigInteger value, int exponent, boolean sticky) {
        BigInteger magnitude = value.abs();
        int excess = magnitude.bitLength() - PRECISION;
        if (excess > 0) {
            boolean half = magnitude.testBit(excess - 1);
            boolean rest = sticky || magnitude.getLowestSetBit() < excess - 1;
            magnitude = magnitude.shiftRight(excess);
            if (half && (rest || magnitude.testBit(0))) {
                magnitude = magnitude.add(BigInteger.ONE);
            }
            exponent += excess;
        }
        int zeros = magnitude.signum() == 0 ? 0 : magnitude.getLowestSetBit();
        magnitude = magnitude.shiftRight(zeros);
        return new BinaryFloat(
                value.signum() < 0 ? magnitude.negate() : magnitude, magnitude.signum() == 0 ? 0 : exponent + zeros);
    }

    BinaryFloat add(BinaryFloat that) {
        int low = Math.min(exponent, that.exponent);
        BigInteger a = mantissa.shiftLeft(exponent - low);
        BigInteger b = that.mantissa.shiftLeft(that.exponent - low);
        return rounded(a.add(b), low, false);
    }

    BinaryFloat negate() {
        return new BinaryFloat(mantissa.negate(), exponent);
    }

    BinaryFloat multiply(BinaryFloat that) {
        return rounded(mantissa.multiply(that.mantissa), exponent + that.exponent, false);
    }

    /** The divisor must not be zero. */
    BinaryFloat divide(BinaryFloat that) {
        return mantissa.signum() == 0 ? this : quotient(mantissa, that.mantissa, exponent - that.exponent);
    }

    boolean isWhole() {
        return exponent >= 0;
    }

    /** The integer part, cut off towards zero. */
    BigInteger truncate() {
        if (exponent >= 0) {
            return mantissa.shiftLeft(exponent);
        }
        BigInteger magnitude = mantissa.abs().shiftRight(-exponent);
        return mantissa.signum() < 0 ? magnitude.negate() : magnitude;
    }

    private static BigDecimal exact(BigInteger mantissa, int exponent) {
        return exponent >= 0
                ? new BigDecimal(mantissa.shiftLeft(exponent))
                : new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
    }

    /** The shortest text that reads back as this value; integers in full, fractions as Go's {@code %g} prints them. */
    String text() {
        if (mantissa.signum() == 0) {
            return "0";
        }
        BigInteger magnitude = mantissa.abs();
        int fill = PRECISION - magnitude.bitLength();
        BigInteger m = magnitude.shiftLeft(fill);
        int e = exponent - fill;
        boolean power = m.bitCount() == 1;
        BigDecimal lower = exact(m.shiftLeft(power ? 2 : 1).subtract(BigInteger.ONE), e - (power ? 2 : 1));
        BigDecimal upper = exact(m.shiftLeft(1).add(BigInteger.ONE), e - 1);
        BigDecimal shortest = shortest(exact(m, e), lower, upper, !m.testBit(0));
        String sign = mantissa.signum() < 0 ? "-" : "";
        return sign + (isWhole() ? shortest.toBigInteger().toString() : general(shortest));
    }

    /** Cuts digits off for as long as the result stays between the bounds. */
    private static BigDecimal shortest(BigDecimal value, BigDecimal lower, BigDecimal upper, boolean inclusive) {
        int digits = value.precision();
        int low = 1;
        int high = Math.min(digits, 22);
        while (low < high) {
            int middle = (low + high) / 2;
            if (candidate(value, middle, lower, upper, inclusive) != null) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        BigDecimal found = candidate(value, low, lower, upper, inclusive);
        return found == null ? value : found;
    }

    private static BigDecimal candidate(
            BigDecimal value, int digits, BigDecimal lower, BigDecimal upper, boolean inclusive) {
        BigDecimal c = value.round(new java.math.MathContext(digits, java.math.RoundingMode.HALF_EVEN));
        int toLower = c.compareTo(lower);
        int toUpper = c.compareTo(upper);
        boolean inside = inclusive ? toLower >= 0 && toUpper <= 0 : toLower > 0 && toUpper < 0;
        return inside ? c : null;
    }

    private static String general(BigDecimal value) {
        BigDecimal v = value.stripTrailingZeros();
        String digits = v.unscaledValue().toString();
        int exp = digits.length() - v.scale() - 1;
        if (exp < -4 || exp >= 6) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + fraction + "e" + (exp < 0 ? "-" : "+") + (Math.abs(exp) < 10 ? "0" : "")
                    + Math.abs(exp);
        }
        return v.toPlainString();
    }
}
