package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Package math, as far as results are exact; transcendental functions of 34 digits are not offered. */
final class MathPackage {
    private MathPackage() {}

    static void register(Registry registry) {
        constants(registry);
        registry.function("Floor", "n", a -> round(a, RoundingMode.FLOOR));
        registry.function("Ceil", "n", a -> round(a, RoundingMode.CEILING));
        registry.function("Trunc", "n", a -> round(a, RoundingMode.DOWN));
        registry.function("Round", "n", a -> round(a, RoundingMode.HALF_UP));
        registry.function("RoundToEven", "n", a -> round(a, RoundingMode.HALF_EVEN));
        registry.function("Abs", "n", a -> Results.decimal(a.number(0).abs()));
        registry.function("Pow", "nn", MathPackage::pow);
        registry.function(
                "Sqrt", "n", a -> Results.shortFloat64(Math.sqrt(a.number(0).doubleValue())));
        registry.function("Signbit", "n", a -> Data.of(a.number(0).signum() < 0));
        registry.predicate("MultipleOf", "nn", MathPackage::multipleOf);
    }

    private static void constants(Registry registry) {
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

    private static void number(Registry registry, String name, String value) {
        registry.constant(name, new Data.NumberData(new BigDecimal(value), false));
    }

    private static Data round(Arguments arguments, RoundingMode mode) {
        return Numbers.integer(arguments.number(0).setScale(0, mode).toBigInteger());
    }

    private static Data pow(Arguments arguments) {
        BigDecimal base = arguments.number(0);
        BigDecimal exponent = arguments.number(1);
        if (exponent.stripTrailingZeros().scale() > 0
                || exponent.signum() < 0
                || exponent.compareTo(BigDecimal.valueOf(999)) > 0
                || base.signum() == 0) {
            throw CueFault.unsupported(-1, "math.Pow with this base or exponent");
        }
        BigDecimal power = base.pow(exponent.intValue());
        if (power.precision() > Numbers.CONTEXT.getPrecision()) {
            throw CueFault.unsupported(-1, "math.Pow with a result of more than 34 digits");
        }
        return Results.decimal(power);
    }

    private static Data multipleOf(Arguments arguments) {
        if (arguments.number(1).signum() == 0) {
            throw new CallError("division by zero");
        }
        BigDecimal quotient = arguments.number(0).divide(arguments.number(1), Numbers.CONTEXT);
        return Data.of(quotient.stripTrailingZeros().scale() <= 0);
    }

    /** Package math/bits. */
    static void registerBits(Registry registry) {
        registry.function("And", "ii", a -> Numbers.integer(a.bigInteger(0).and(a.bigInteger(1))));
        registry.function("Or", "ii", a -> Numbers.integer(a.bigInteger(0).or(a.bigInteger(1))));
        registry.function("Xor", "ii", a -> Numbers.integer(a.bigInteger(0).xor(a.bigInteger(1))));
        registry.function("Clear", "ii", a -> Numbers.integer(a.bigInteger(0).andNot(a.bigInteger(1))));
        registry.function("Lsh", "ii", a -> Numbers.integer(a.bigInteger(0).shiftLeft(shift(a))));
        registry.function("Rsh", "ii", a -> Numbers.integer(a.bigInteger(0).shiftRight(shift(a))));
        registry.function("At", "ii", a -> Results.integer(a.bigInteger(0).testBit(shift(a)) ? 1 : 0));
        registry.function("Set", "iii", MathPackage::setBit);
        registry.function("Len", "i", a -> Results.integer(notNegative(a).bitLength()));
        registry.function("OnesCount", "i", a -> Results.integer(notNegative(a).bitCount()));
    }

    private static Data setBit(Arguments arguments) {
        if (arguments.bigInteger(2).signum() < 0) {
            throw new CallError("the bit is negative");
        }
        BigInteger bit = arguments.bigInteger(2);
        if (bit.compareTo(BigInteger.ONE) > 0) {
            throw CueFault.unsupported(-1, "setting a bit to something else than 0 or 1");
        }
        BigInteger number = arguments.bigInteger(0);
        int index = shift(arguments);
        return Numbers.integer(bit.signum() == 0 ? number.clearBit(index) : number.setBit(index));
    }

    private static int shift(Arguments arguments) {
        long shift = arguments.longInt(1);
        if (shift < 0 || shift > 10_000) {
            throw new CallError("shift count out of range");
        }
        return (int) shift;
    }

    private static BigInteger notNegative(Arguments arguments) {
        BigInteger value = arguments.bigInteger(0);
        if (value.signum() < 0) {
            throw CueFault.unsupported(-1, "the bits of a negative number");
        }
        return value;
    }
}
