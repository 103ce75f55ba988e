package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Results of functions as data. */
final class Results {
    private static final int MAX_TEXT = 1 << 20;

    private Results() {}

    static Data text(String value) {
        if (value.length() > MAX_TEXT) {
            throw new CallError("the result is longer than " + MAX_TEXT + " characters");
        }
        return new Data.StringData(value);
    }

    static Data integer(long value) {
        return Data.NumberData.of(value);
    }

    /** A decimal result is an int when it is whole. */
    static Data decimal(BigDecimal value) {
        BigDecimal reduced = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return reduced.scale() <= 0
                ? new Data.NumberData(reduced.setScale(0), true)
                : new Data.NumberData(value, false);
    }

    /** A float64 result, with the fewest digits that give it back. */
    static Data float64(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw CueFault.unsupported(-1, "a number that is infinite or not a number");
        }
        BigDecimal shortest = shortest(value);
        BigDecimal reduced = shortest.signum() == 0 ? new BigDecimal("0.0") : shortest.stripTrailingZeros();
        return new Data.NumberData(reduced.scale() == 0 ? reduced.setScale(1) : reduced, false);
    }

    /** The fewest digits that give the number back; Java before 19 sometimes writes one more. */
    static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        while (shortest.precision() > 1) {
            BigDecimal shorter = exact.round(new MathContext(shortest.precision() - 1, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() != value) {
                return shortest;
            }
            shortest = shorter.stripTrailingZeros();
        }
        return shortest;
    }

    /** As {@link #float64}, whole results without a point. */
    static Data shortFloat64(double value) {
        if (value == 0) {
            return new Data.NumberData(BigDecimal.ZERO, false, 1 / value < 0);
        }
        BigDecimal number = ((Data.NumberData) float64(value)).value();
        BigDecimal reduced = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return new Data.NumberData(reduced.scale() < 0 ? number : reduced, false);
    }

    static Data texts(List<String> values) {
        List<Data> elements = new ArrayList<>(values.size());
        values.forEach(value -> elements.add(new Data.StringData(value)));
        return new Data.ListData(elements);
    }

    static Data integers(byte[] values) {
        List<Data> elements = new ArrayList<>(values.length);
        for (byte value : values) {
            elements.add(integer(value & 0xff));
        }
        return new Data.ListData(elements);
    }
}
