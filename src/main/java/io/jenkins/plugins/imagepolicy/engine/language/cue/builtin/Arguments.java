package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a call, as the types a function wants. */
public record Arguments(List<Data> values) {
    public Data get(int index) {
        return values.get(index);
    }

    public String string(int index) {
        Data value = values.get(index);
        return value instanceof Data.BytesData bytes
                ? new String(bytes.value(), StandardCharsets.UTF_8)
                : ((Data.StringData) value).value();
    }

    public byte[] bytes(int index) {
        Data value = values.get(index);
        return value instanceof Data.BytesData bytes ? bytes.value() : ((Data.StringData) value).utf8();
    }

    public boolean bool(int index) {
        return ((Data.BoolData) values.get(index)).value();
    }

    public BigDecimal number(int index) {
        return ((Data.NumberData) values.get(index)).value();
    }

    public BigInteger bigInteger(int index) {
        return number(index).toBigInteger();
    }

    /** An integer of 64 bits: CUE refuses magnitudes of more bits and cuts the others to its signed range. */
    public long longInt(int index) {
        return longInt(bigInteger(index), index);
    }

    /** As {@link #longInt(int)}, of an argument that stands elsewhere. */
    public static long longInt(BigInteger value, int index) {
        if (value.abs().bitLength() > 64) {
            throw new CallError("int " + value + " overflows int64 in argument " + index);
        }
        if (value.bitLength() > 63) {
            return value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return value.longValue();
    }

    /** An integer that is a length, an index or the like. */
    public int integer(int index) {
        long value = longInt(index);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    public List<Data> list(int index) {
        return ((Data.ListData) values.get(index)).elements();
    }

    public List<String> strings(int index) {
        List<String> strings = new ArrayList<>();
        for (Data element : list(index)) {
            if (!(element instanceof Data.StringData text)) {
                throw new CallError("invalid list element " + strings.size() + " in argument " + index
                        + " to call: cannot use value of type " + Kind.name(element.kind()) + " as string");
            }
            strings.add(text.value());
        }
        return strings;
    }

    public List<BigDecimal> numbers(int index) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Data element : list(index)) {
            if (!(element instanceof Data.NumberData number)) {
                throw new CallError("invalid list element " + numbers.size() + " in argument " + index
                        + " to call: cannot use value of type " + Kind.name(element.kind()) + " as number");
            }
            numbers.add(number.value());
        }
        return numbers;
    }
}
