package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigInteger;

/** Package math/bits. */
final class BitsPackage {
    private BitsPackage() {}

    static void register(Registry registry) {
        registry.function("And", "ii", a -> Numbers.integer(a.bigInteger(0).and(a.bigInteger(1))));
        registry.function("Or", "ii", a -> Numbers.integer(a.bigInteger(0).or(a.bigInteger(1))));
        registry.function("Xor", "ii", a -> Numbers.integer(a.bigInteger(0).xor(a.bigInteger(1))));
        registry.function("Clear", "ii", a -> Numbers.integer(a.bigInteger(0).andNot(a.bigInteger(1))));
        registry.function("Lsh", "ii", a -> Numbers.integer(a.bigInteger(0).shiftLeft(shift(a))));
        registry.function(
                "Rsh",
                "ii",
                a -> Numbers.integer(a.bigInteger(0).shiftRight((int) Math.min(Integer.MAX_VALUE, a.longInt(1)))));
        registry.function("At", "ii", a -> Results.integer(a.bigInteger(0).testBit(shift(a)) ? 1 : 0));
        registry.function("Set", "iii", BitsPackage::setBit);
        registry.function("Len", "i", a -> Results.integer(a.bigInteger(0).abs().bitLength()));
        registry.function(
                "OnesCount", "i", a -> Results.integer(a.bigInteger(0).abs().bitCount()));
    }

    private static Data setBit(Arguments arguments) {
        if (arguments.bigInteger(2).signum() < 0) {
            throw new CallError("the bit is negative");
        }
        BigInteger bit = arguments.bigInteger(2);
        if (bit.compareTo(BigInteger.ONE) > 0) {
            throw new CallError("set bit not 0 or 1");
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
}
