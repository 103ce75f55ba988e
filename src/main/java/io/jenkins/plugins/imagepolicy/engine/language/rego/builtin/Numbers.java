package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Arithmetic;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** Arithmetic, bits and ranges. */
final class Numbers {
    private static final int MAX_SHIFT = 100_000;

    private Numbers() {}

    static void register(Registry r) {
        r.add("plus", "number, number -> number", (c, a) -> Arithmetic.add(Args.number(a, 1), Args.number(a, 2)));
        r.add("minus", "number|set[any], number|set[any] -> number|set[any]", Numbers::minus);
        r.add("mul", "number, number -> number", (c, a) -> Arithmetic.multiply(Args.number(a, 1), Args.number(a, 2)));
        r.add("div", "number, number -> number", Numbers::divide);
        r.add("rem", "number, number -> number", Numbers::remainder);
        r.add("round", "number -> number", (c, a) -> Arithmetic.round(Args.number(a, 1)));
        r.add("ceil", "number -> number", (c, a) -> Arithmetic.ceil(Args.number(a, 1)));
        r.add("floor", "number -> number", (c, a) -> Arithmetic.floor(Args.number(a, 1)));
        r.add("abs", "number -> number", Numbers::abs);
        r.add("numbers.range", "number, number -> array[number]", (c, a) -> range(c, a, BigInteger.ONE));
        r.add("numbers.range_step", "number, number, number -> array[number]", Numbers::rangeStep);
        r.add("rand.intn", "string, number -> number", Numbers::random);
        r.add(
                "bits.or",
                "number, number -> number",
                (c, a) -> NumberValue.of(Args.whole(a, 1).or(Args.whole(a, 2))));
        r.add(
                "bits.and",
                "number, number -> number",
                (c, a) -> NumberValue.of(Args.whole(a, 1).and(Args.whole(a, 2))));
        r.add(
                "bits.xor",
                "number, number -> number",
                (c, a) -> NumberValue.of(Args.whole(a, 1).xor(Args.whole(a, 2))));
        r.add(
                "bits.negate",
                "number -> number",
                (c, a) -> NumberValue.of(Args.whole(a, 1).not()));
        r.add(
                "bits.lsh",
                "number, number -> number",
                (c, a) -> shift(a, Args.whole(a, 1).signum() == 0, BigInteger::shiftLeft));
        r.add("bits.rsh", "number, number -> number", (c, a) -> shift(a, true, BigInteger::shiftRight));
    }

    private static Value minus(BuiltinContext c, Value[] a) throws BuiltinException {
        if (a[0] instanceof NumberValue x && a[1] instanceof NumberValue y) {
            return Arithmetic.subtract(x, y);
        }
        if (a[0] instanceof SetValue x && a[1] instanceof SetValue y) {
            return Sets.difference(c, x, y);
        }
        if (!(a[0] instanceof NumberValue) && !(a[0] instanceof SetValue)) {
            throw Args.wrong(a, 1, "one of {number, set}");
        }
        throw Args.wrong(a, 2, a[0].typeName());
    }

    private static Value divide(BuiltinContext c, Value[] a) throws BuiltinException {
        NumberValue x = Args.number(a, 1);
        NumberValue y = Args.number(a, 2);
        if (y.signum() == 0) {
            throw BuiltinException.of("divide by zero");
        }
        return Arithmetic.divide(x, y);
    }

    private static Value remainder(BuiltinContext c, Value[] a) throws BuiltinException {
        BigInteger x = Arithmetic.toInteger(Args.number(a, 1));
        BigInteger y = Arithmetic.toInteger(Args.number(a, 2));
        if (x == null || y == null) {
            throw BuiltinException.of("modulo on floating-point number");
        }
        if (y.signum() == 0) {
            throw BuiltinException.of("modulo by zero");
        }
        return NumberValue.of(x.remainder(y));
    }

    private static Value abs(BuiltinContext c, Value[] a) throws BuiltinException {
        return Arithmetic.abs(Args.number(a, 1));
    }

    /** @param shrinks true if a shift by however many bits does not lengthen the number */
    private static Value shift(Value[] a, boolean shrinks, BiFunction<BigInteger, Integer, BigInteger> shift)
            throws BuiltinException {
        BigInteger number = Args.whole(a, 1);
        BigInteger by = Args.whole(a, 2);
        if (by.signum() < 0) {
            throw BuiltinException.type("operand 2 must be an unsigned integer number but got a negative integer");
        }
        if (by.bitLength() < 32 && by.intValue() <= MAX_SHIFT) {
            return NumberValue.of(shift.apply(number, by.intValue()));
        }
        if (!shrinks || number.bitLength() > MAX_SHIFT) {
            throw BuiltinException.of("shift is too big");
        }
        return NumberValue.of(number.signum() < 0 ? -1 : 0);
    }

    private static Value rangeStep(BuiltinContext c, Value[] a) throws BuiltinException {
        Args.whole(a, 1);
        Args.whole(a, 2);
        BigInteger step = Args.whole(a, 3);
        if (step.signum() <= 0) {
            throw BuiltinException.of("numbers.range_step: step must be a positive number above zero");
        }
        return range(c, a, step);
    }

    private static Value range(BuiltinContext c, Value[] a, BigInteger step) throws BuiltinException {
        BigInteger from = Args.whole(a, 1);
        BigInteger to = Args.whole(a, 2);
        BigInteger count = to.subtract(from).abs().divide(step);
        c.size(count.bitLength() > 62 ? Long.MAX_VALUE : count.longValue());
        List<Value> list = new ArrayList<>();
        BigInteger by = from.compareTo(to) <= 0 ? step : step.negate();
        for (BigInteger i = from; i.compareTo(to) * by.signum() <= 0; i = i.add(by)) {
            list.add(NumberValue.of(i));
        }
        return ArrayValue.of(list);
    }

    /** A number that looks random but is the same for the same arguments and instant. */
    private static Value random(BuiltinContext c, Value[] a) throws BuiltinException {
        String key = Args.string(a, 1);
        int bound = Args.integer(a, 2);
        if (bound == 0) {
            return NumberValue.ZERO;
        }
        long seed = key.hashCode() * 31L + c.now().toEpochMilli();
        return NumberValue.of(new Random(seed).nextInt(Math.abs(bound)));
    }
}
