package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Package math, as far as the results are known to be those of CUE to the last digit: the hyperbolic functions depend on the
 * processor there; they, the error, gamma and Bessel functions are not offered.
 */
final class MathPackage {
    private static final int MAX_POWER_OF_TEN = 6000;

    private MathPackage() {}

    static void register(Registry registry) {
        constants(registry);
        registry.function("Floor", "n", a -> round(a, RoundingMode.FLOOR));
        registry.function("Ceil", "n", a -> round(a, RoundingMode.CEILING));
        registry.function("Trunc", "n", a -> round(a, RoundingMode.DOWN));
        registry.function("Round", "n", a -> round(a, RoundingMode.HALF_UP));
        registry.function("RoundToEven", "n", a -> round(a, RoundingMode.HALF_EVEN));
        registry.function("Abs", "n", a -> Results.decimal(a.number(0).abs()));
        registry.function("Copysign", "nn", MathPackage::copySign);
        registry.function(
                "Dim",
                "nn",
                a -> Results.decimal(
                        Numbers.round(a.number(0).subtract(a.number(1))).max(BigDecimal.ZERO)));
        registry.function("Jacobi", "ii", a -> Results.integer(jacobi(a.bigInteger(0), a.bigInteger(1))));
        decimals(registry);
        circular(registry);
        floats(registry);
        registry.predicate("Signbit", "n", a -> Data.of(a.number(0).signum() < 0));
        registry.predicate("MultipleOf", "nn", MathPackage::multipleOf);
    }

    private static void decimals(Registry registry) {
        registry.function("Exp", "n", a -> Results.decimal(DecimalMath.exp(a.number(0))));
        registry.function("Exp2", "n", a -> Results.decimal(DecimalMath.pow(BigDecimal.valueOf(2), a.number(0))));
        registry.function("Log", "n", a -> Results.decimal(DecimalMath.ln(a.number(0))));
        registry.function("Log2", "n", a -> Results.decimal(DecimalMath.log2(a.number(0))));
        registry.function("Log10", "n", a -> Results.decimal(DecimalMath.log10(a.number(0))));
        registry.function("Pow", "nn", a -> Results.decimal(DecimalMath.pow(a.number(0), a.number(1))));
        registry.function("Cbrt", "n", a -> Results.decimal(DecimalMath.cbrt(a.number(0))));
        registry.function("Pow10", "i", a -> {
            long exponent = a.longInt(0);
            if (Math.abs(exponent) > MAX_POWER_OF_TEN) {
                throw CueFault.unsupported(-1, "math.Pow10 beyond " + MAX_POWER_OF_TEN);
            }
            return Results.decimal(new BigDecimal(BigInteger.ONE, (int) -exponent));
        });
    }

    private static void circular(Registry registry) {
        angle(registry, "Sin", FloatMath::sin);
        angle(registry, "Cos", FloatMath::cos);
        angle(registry, "Tan", FloatMath::tan);
        unary(registry, "Asin", FloatMath::asin);
        unary(registry, "Acos", FloatMath::acos);
        unary(registry, "Atan", FloatMath::atan);
        unary(registry, "Asinh", FloatMath::asinh);
        unary(registry, "Acosh", FloatMath::acosh);
        unary(registry, "Atanh", FloatMath::atanh);
        binary(registry, "Atan2", FloatMath::atan2);
        binary(registry, "Hypot", FloatMath::hypot);
    }

    private static void floats(Registry registry) {
        unary(registry, "Sqrt", Math::sqrt);
        unary(registry, "Expm1", StrictMath::expm1);
        unary(registry, "Log1p", StrictMath::log1p);
        unary(registry, "Logb", x -> exponent(x));
        registry.function(
                "Ilogb", "n", a -> Results.integer(exponent(a.number(0).doubleValue())));
        registry.function(
                "Ldexp", "ni", a -> Results.shortFloat64(Math.scalb(a.number(0).doubleValue(), a.integer(1))));
        binary(registry, "Mod", (x, y) -> x % y);
        binary(registry, "Remainder", Math::IEEEremainder);
    }

    private static void unary(Registry registry, String name, DoubleUnaryOperator function) {
        registry.function(
                name,
                "n",
                a -> Results.shortFloat64(function.applyAsDouble(a.number(0).doubleValue())));
    }

    private static void binary(Registry registry, String name, DoubleBinaryOperator function) {
        registry.function(
                name,
                "nn",
                a -> Results.shortFloat64(function.applyAsDouble(
                        a.number(0).doubleValue(), a.number(1).doubleValue())));
    }

    private static void angle(Registry registry, String name, DoubleUnaryOperator function) {
        unary(registry, name, x -> {
            if (Math.abs(x) >= FloatMath.MAX_ANGLE) {
                throw CueFault.unsupported(-1, "an angle this large");
            }
            return function.applyAsDouble(x);
        });
    }

    /** The exponent of the number as a binary fraction from 1 to 2. */
    private static int exponent(double x) {
        if (x == 0 || Double.isInfinite(x)) {
            throw CueFault.unsupported(-1, "a number that is infinite");
        }
        return x != 0 && Math.abs(x) < Double.MIN_NORMAL ? Math.getExponent(x * 0x1p60) - 60 : Math.getExponent(x);
    }

    private static Data copySign(Arguments arguments) {
        BigDecimal magnitude = arguments.number(0).abs();
        int sign = arguments.number(1).signum();
        if (magnitude.signum() == 0) {
            return whole(BigDecimal.ZERO, sign);
        }
        return Results.decimal(sign < 0 ? magnitude.negate() : magnitude);
    }

    /** source: Cohen, A Course in Computational Algebraic Number Theory, algorithm 1.4.10 */
    private static int jacobi(BigInteger number, BigInteger odd) {
        if (!odd.testBit(0)) {
            throw new CallError("big: invalid 2nd argument to Int.Jacobi: need odd integer");
        }
        BigInteger a = number;
        BigInteger b = odd;
        int sign = b.signum() < 0 && a.signum() < 0 ? -1 : 1;
        b = b.abs();
        while (true) {
            if (b.equals(BigInteger.ONE)) {
                return sign;
            }
            a = a.mod(b);
            if (a.signum() == 0) {
                return 0;
            }
            int twos = a.getLowestSetBit();
            a = a.shiftRight(twos);
            int eighth = b.intValue() & 7;
            if ((twos & 1) == 1 && (eighth == 3 || eighth == 5)) {
                sign = -sign;
            }
            if ((a.intValue() & 3) == 3 && (b.intValue() & 3) == 3) {
                sign = -sign;
            }
            BigInteger swap = a;
            a = b;
            b = swap;
        }
    }

    private static void constants(Registry registry) {
        integers(registry);
        number(registry, "E", "2.71828182845904523536028747135266249775724709369995957496696763");
        number(registry, "Pi", "3.14159265358979323846264338327950288419716939937510582097494459");
        number(registry, "Phi", "1.61803398874989484820458683436563811772030917980576286213544861");
        number(registry, "Sqrt2", "1.41421356237309504880168872420969807856967187537694807317667974");
        number(registry, "SqrtE", "1.64872127070012814684865078781416357165377610071014801157507931");
        number(registry, "SqrtPi", "1.77245385090551602729816748334114518279754945612238712821380779");
        number(registry, "SqrtPhi", "1.27201964951406896425242246173749149171560804184009624861664038");
        number(registry, "Ln2", "0.693147180559945309417232121458176568075500134360255254120680009");
        number(registry, "Log2E", "1.442695040888963407359924681001892137426645954152985934135449408");
        number(registry, "Ln10", "2.3025850929940456840179914546843642076011014886287729760333278");
        number(registry, "Log10E", "0.43429448190325182765112891891660508229439700580366656611445378");
    }

    /** Limits and modes of Go's package math/big; nothing in CUE takes them. */
    private static void integers(Registry registry) {
        registry.constant("MaxExp", Results.integer(Integer.MAX_VALUE));
        registry.constant("MinExp", Results.integer(Integer.MIN_VALUE));
        registry.constant("MaxPrec", Results.integer(0xffff_ffffL));
        registry.constant("MaxBase", Results.integer(62));
        List<String> modes =
                List.of("ToNearestEven", "ToNearestAway", "ToZero", "AwayFromZero", "ToNegativeInf", "ToPositiveInf");
        for (int i = 0; i < modes.size(); i++) {
            registry.constant(modes.get(i), Results.integer(i));
        }
        registry.constant("Below", Results.integer(-1));
        registry.constant("Exact", Results.integer(0));
        registry.constant("Above", Results.integer(1));
    }

    private static void number(Registry registry, String name, String value) {
        registry.constant(name, new Data.NumberData(new BigDecimal(value), false));
    }

    private static Data round(Arguments arguments, RoundingMode mode) {
        BigDecimal number = arguments.number(0);
        if (number.precision() - number.scale() > Numbers.CONTEXT.getPrecision()) {
            throw CueFault.unsupported(-1, "rounding a number of more than 34 digits");
        }
        return whole(number.setScale(0, mode), number.signum());
    }

    /** Zero keeps a minus, which shows in texts only. */
    private static Data whole(BigDecimal value, int sign) {
        return new Data.NumberData(value, true, value.signum() == 0 && sign < 0);
    }

    private static Data multipleOf(Arguments arguments) {
        if (arguments.number(1).signum() == 0) {
            throw new CallError("division by zero");
        }
        BigDecimal quotient = arguments.number(0).divide(arguments.number(1), Numbers.CONTEXT);
        return Data.of(quotient.stripTrailingZeros().scale() <= 0);
    }
}
