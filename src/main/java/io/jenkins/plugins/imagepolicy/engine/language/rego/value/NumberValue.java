package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number, kept as it was written: {@code 1.0} prints as {@code 1.0}, yet equals {@code 1}. Comparison is exact;
 * arithmetic is that of {@link Arithmetic}.
 */
public final class NumberValue extends Value {
    /** Digits before or behind the point beyond which a number is refused, as OPA does from 2^100000 on. */
    private static final int MAX_MAGNITUDE = 30_103;

    private static final int CACHED = 256;
    private static final NumberValue[] SMALL = new NumberValue[CACHED];

    static {
        for (int i = 0; i < CACHED; i++) {
            SMALL[i] = new NumberValue(i);
        }
    }

    public static final NumberValue ZERO = of(0);

    private final boolean integral;
    private final long integer;
    private final String text;
    private final BigDecimal decimal;

    private NumberValue(long integer) {
        this.integral = true;
        this.integer = integer;
        this.text = null;
        this.decimal = null;
    }

    private NumberValue(String text, BigDecimal decimal) {
        this.integral = false;
        this.integer = 0;
        this.text = text;
        this.decimal = decimal;
    }

    public static NumberValue of(long value) {
        return value >= 0 && value < CACHED ? SMALL[(int) value] : new NumberValue(value);
    }

    public static NumberValue of(BigInteger value) {
        return value.bitLength() < 64
                ? of(value.longValue())
                : new NumberValue(value.toString(), new BigDecimal(value));
    }

    /**
     * Reads a JSON number.
     *
     * @throws NumberFormatException if the text is no number, or its magnitude is absurd
     */
    public static NumberValue parse(String text) {
        if (text.length() < 19 && isCanonicalInteger(text)) {
            return of(Long.parseLong(text));
        }
        if (text.length() > MAX_MAGNITUDE) {
            throw new NumberFormatException("number too big");
        }
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.precision() - decimal.scale()) > MAX_MAGNITUDE
                || Math.abs((long) decimal.scale()) > MAX_MAGNITUDE) {
            throw new NumberFormatException("number too big");
        }
        if (isCanonicalInteger(text)
                && decimal.scale() == 0
                && decimal.unscaledValue().bitLength() < 64) {
            return of(decimal.longValueExact());
        }
        return new NumberValue(text, decimal);
    }

    private static boolean isCanonicalInteger(String text) {
        int i = text.startsWith("-") ? 1 : 0;
        if (i == text.length() || text.charAt(i) == '0' && (text.length() > i + 1 || i == 1)) {
            return false;
        }
        for (; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** True if the number was written as an integer of 64 bits. */
    public boolean isLong() {
        return integral;
    }

    public long longValue() {
        return integral ? integer : decimal.longValue();
    }

    public double doubleValue() {
        return integral ? integer : decimal.doubleValue();
    }

    public BigDecimal decimal() {
        return integral ? BigDecimal.valueOf(integer) : decimal;
    }

    /** True if the value (not the spelling) is an integer. */
    public boolean isWhole() {
        return integral || decimal.signum() == 0 || decimal.stripTrailingZeros().scale() <= 0;
    }

    /** True if it is spelled as an integer, without point or exponent. */
    public boolean isWrittenAsInteger() {
        return integral || decimal.scale() == 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }

    public int signum() {
        return integral ? Long.signum(integer) : decimal.signum();
    }

    /** The number as an index of an array with {@code length} elements, or -1. */
    int indexBelow(int length) {
        if (integral) {
            return integer >= 0 && integer < length ? (int) integer : -1;
        }
        return -1;
    }

    /** The number as written. */
    public String text() {
        return integral ? Long.toString(integer) : text;
    }

    @Override
    int rank() {
        return 2;
    }

    @Override
    int compareSame(Value other) {
        NumberValue that = (NumberValue) other;
        return integral && that.integral
                ? Long.compare(integer, that.integer)
                : decimal().compareTo(that.decimal());
    }

    @Override
    public String typeName() {
        return "number";
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof NumberValue n && compareSame(n) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(doubleValue() + 0.0);
    }
}
