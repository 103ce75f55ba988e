package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigInteger;

/** The functions that need no import; those on structures are the evaluator's. */
final class PredeclaredFunctions {
    private PredeclaredFunctions() {}

    static void register(Registry registry) {
        registry.loose("len", "_", null);
        registry.loose("close", "t", null);
        registry.loose("and", "l", null);
        registry.loose("or", "l", null);
        registry.loose("error", "s", null);
        registry.schema("matchN", "_il");
        registry.schema("matchIf", "____");
        registry.function("div", "ii", a -> euclidean(a)[0]);
        registry.function("mod", "ii", a -> euclidean(a)[1]);
        registry.function("quo", "ii", a -> Numbers.integer(divide(a)[0]));
        registry.function("rem", "ii", a -> Numbers.integer(divide(a)[1]));
    }

    private static BigInteger[] divide(Arguments arguments) {
        if (arguments.number(1).signum() == 0) {
            throw new CallError("division by zero");
        }
        return arguments.bigInteger(0).divideAndRemainder(arguments.bigInteger(1));
    }

    private static Data[] euclidean(Arguments arguments) {
        BigInteger[] truncated = divide(arguments);
        BigInteger divisor = arguments.bigInteger(1);
        if (truncated[1].signum() < 0) {
            truncated[0] = truncated[0].subtract(BigInteger.valueOf(divisor.signum()));
            truncated[1] = truncated[1].add(divisor.abs());
        }
        return new Data[] {Numbers.integer(truncated[0]), Numbers.integer(truncated[1])};
    }
}
