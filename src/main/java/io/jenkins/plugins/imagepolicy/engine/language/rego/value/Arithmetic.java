package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import java.math.BigInteger;

/** Arithmetic on numbers: exact for 64-bit integers, otherwise with OPA's 64 bits of mantissa. */
public final class Arithmetic {
    private Arithmetic() {}

    private static BinaryFloat binary(NumberValue n) {
        return BinaryFloat.of(n.decimal());
    }

    private static NumberValue number(BinaryFloat f) {
        return NumberValue.parse(f.text());
    }

    public static NumberValue add(NumberValue a, NumberValue b) {
        if (a.isLong() && b.isLong()) {
            long r = a.longValue() + b.longValue();
            if (((a.longValue() ^ r) & (b.longValue() ^ r)) >= 0) {
                return NumberValue.of(r);
            }
        }
        return number(binary(a).add(binary(b)));
    }

    public static NumberValue subtract(NumberValue a, NumberValue b) {
        if (a.isLong() && b.isLong()) {
            long r = a.longValue() - b.longValue();
            if (((a.longValue() ^ b.longValue()) & (a.longValue() ^ r)) >= 0) {
                return NumberValue.of(r);
            }
        }
        return number(binary(a).add(binary(b).negate()));
    }

    public static NumberValue multiply(NumberValue a, NumberValue b) {
        if (a.isLong() && b.isLong()) {
            long high = Math.multiplyHigh(a.longValue(), b.longValue());
            long low = a.longValue() * b.longValue();
            if (high == 0 && low >= 0 || high == -1 && low < 0) {
                return NumberValue.of(low);
            }
        }
        return number(binary(a).multiply(binary(b)));
    }

    /** The divisor must not be zero. */
    public static NumberValue divide(NumberValue a, NumberValue b) {
        if (a.isLong() && b.isLong() && b.longValue() != -1 && a.longValue() % b.longValue() == 0) {
            return NumberValue.of(a.longValue() / b.longValue());
        }
        return number(binary(a).divide(binary(b)));
    }

    public static NumberValue negate(NumberValue a) {
        return subtract(NumberValue.ZERO, a);
    }

    public static NumberValue abs(NumberValue a) {
        if (a.isLong() && a.longValue() != Long.MIN_VALUE) {
            return NumberValue.of(Math.abs(a.longValue()));
        }
        return number(a.signum() < 0 ? binary(a).negate() : binary(a));
    }

    /** Rounds half away from zero. */
    public static NumberValue round(NumberValue a) {
        if (a.isLong()) {
            return a;
        }
        BinaryFloat half = BinaryFloat.of(new java.math.BigDecimal(a.signum() < 0 ? "-0.5" : "0.5"));
        return NumberValue.of(binary(a).add(half).truncate());
    }

    public static NumberValue floor(NumberValue a) {
        return a.isLong() ? a : NumberValue.of(step(binary(a), a.signum() < 0, -1));
    }

    public static NumberValue ceil(NumberValue a) {
        return a.isLong() ? a : NumberValue.of(step(binary(a), a.signum() > 0, 1));
    }

    private static BigInteger step(BinaryFloat f, boolean away, int by) {
        BigInteger i = f.truncate();
        return away && !f.isWhole() ? i.add(BigInteger.valueOf(by)) : i;
    }

    /** The integer that the number is, through OPA's precision, or {@code null} if it has a fraction. */
    public static BigInteger toInteger(NumberValue n) {
        if (n.isLong()) {
            return BigInteger.valueOf(n.longValue());
        }
        BinaryFloat f = binary(n);
        return f.isWhole() ? f.truncate() : null;
    }
}
