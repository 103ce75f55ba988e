package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Logarithms, powers and roots with the 34 digits of CUE's decimals, computed with many more and rounded once. */
final class DecimalMath {
    private static final MathContext WORK = new MathContext(80, RoundingMode.HALF_EVEN);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal EPSILON = new BigDecimal(BigInteger.ONE, 82);

    /** Beyond, results have more digits before or after the point than are worth their time. */
    private static final BigDecimal MAX_EXPONENT = BigDecimal.valueOf(10_000);

    private DecimalMath() {}

    static BigDecimal exp(BigDecimal x) {
        return Numbers.round(exactExp(x));
    }

    private static BigDecimal exactExp(BigDecimal x) {
        if (x.abs().compareTo(MAX_EXPONENT) > 0) {
            throw CueFault.unsupported(-1, "an exponent beyond " + MAX_EXPONENT);
        }
        int halvings = Math.max(0, x.precision() - x.scale()) * 4 + 8;
        BigDecimal small = x.divide(TWO.pow(halvings), WORK);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; term.abs().compareTo(EPSILON) > 0; i++) {
            term = term.multiply(small, WORK).divide(BigDecimal.valueOf(i), WORK);
            sum = sum.add(term, WORK);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, WORK);
        }
        return sum;
    }

    static BigDecimal ln(BigDecimal x) {
        return Numbers.round(exactLn(x));
    }

    static BigDecimal log10(BigDecimal x) {
        return Numbers.round(exactLn(x).divide(exactLn(BigDecimal.TEN), WORK));
    }

    /** The quotient of two rounded logarithms, as CUE computes it. */
    static BigDecimal log2(BigDecimal x) {
        return ln(x).divide(ln(TWO), Numbers.CONTEXT).stripTrailingZeros();
    }

    private static BigDecimal exactLn(BigDecimal x) {
        if (x.signum() < 0) {
            throw new CallError("invalid operation");
        }
        if (x.signum() == 0) {
            throw CueFault.unsupported(-1, "a number that is infinite");
        }
        int tens = x.precision() - x.scale() - 1;
        BigDecimal ln = nearLn(x.movePointLeft(tens));
        return tens == 0 ? ln : ln.add(nearLn(BigDecimal.TEN).multiply(BigDecimal.valueOf(tens), WORK), WORK);
    }

    /** Of a number from 1 to 10: roots bring it near to 1, where the series for the inverse hyperbolic tangent is short. */
    private static BigDecimal nearLn(BigDecimal x) {
        BigDecimal root = x;
        int roots = 8;
        for (int i = 0; i < roots; i++) {
            root = root.sqrt(WORK);
        }
        BigDecimal ratio = root.subtract(BigDecimal.ONE).divide(root.add(BigDecimal.ONE), WORK);
        BigDecimal square = ratio.multiply(ratio, WORK);
        BigDecimal power = ratio;
        BigDecimal sum = ratio;
        for (int i = 3; power.abs().compareTo(EPSILON) > 0; i += 2) {
            power = power.multiply(square, WORK);
            sum = sum.add(power.divide(BigDecimal.valueOf(i), WORK), WORK);
        }
        return sum.multiply(TWO.pow(roots + 1), WORK);
    }

    static BigDecimal pow(BigDecimal base, BigDecimal exponent) {
        boolean whole = exponent.signum() == 0 || exponent.stripTrailingZeros().scale() <= 0;
        if (base.signum() == 0) {
            if (exponent.signum() == 0) {
                throw new CallError("invalid operation");
            }
            if (exponent.signum() < 0) {
                throw CueFault.unsupported(-1, "a number that is infinite");
            }
            return BigDecimal.ZERO;
        }
        if (!whole && base.signum() < 0) {
            throw new CallError("invalid operation");
        }
        if (exponent.abs().compareTo(MAX_EXPONENT) > 0) {
            throw CueFault.unsupported(-1, "an exponent beyond " + MAX_EXPONENT);
        }
        if (!whole) {
            return Numbers.round(exactExp(exactLn(base).multiply(exponent, WORK)));
        }
        if (exponent.signum() == 0) {
            return BigDecimal.ONE;
        }
        BigDecimal power = base.pow(exponent.abs().intValueExact(), WORK);
        if (exponent.signum() > 0) {
            return Numbers.round(power);
        }
        BigDecimal inverse = BigDecimal.ONE.divide(power, Numbers.CONTEXT);
        return inverse.setScale(inverse.scale() + Numbers.CONTEXT.getPrecision() - inverse.precision());
    }

    static BigDecimal cbrt(BigDecimal x) {
        if (x.signum() == 0) {
            return x;
        }
        BigDecimal magnitude = exactExp(exactLn(x.abs()).divide(BigDecimal.valueOf(3), WORK));
        return Numbers.round(x.signum() < 0 ? magnitude.negate() : magnitude);
    }
}
