package io.jenkins.plugins.imagepolicy.engine.language.cue.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Concrete values. */
public sealed interface Data extends Value {

    /** {@code null}. */
    record NullData() implements Data {
        @Override
        public int kind() {
            return Kind.NULL;
        }
    }

    /** {@code true} and {@code false}. */
    record BoolData(boolean value) implements Data {
        @Override
        public int kind() {
            return Kind.BOOL;
        }
    }

    /**
     * A number of arbitrary precision; {@code 1} is an int and {@code 1.0} a float.
     *
     * @param respelled read from another text than that of the value; no part of the value
     */
    record NumberData(BigDecimal value, boolean integer, boolean respelled) implements Data {
        public NumberData(BigDecimal value, boolean integer) {
            this(value, integer, false);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NumberData number && integer == number.integer && value.equals(number.value);
        }

        @Override
        public int hashCode() {
            return 31 * value.hashCode() + Boolean.hashCode(integer);
        }

        public static NumberData of(long value) {
            return new NumberData(BigDecimal.valueOf(value), true);
        }

        @Override
        public int kind() {
            return integer ? Kind.INT : Kind.FLOAT;
        }
    }

    /** Unicode text. */
    record StringData(String value) implements Data {
        @Override
        public int kind() {
            return Kind.STRING;
        }

        public byte[] utf8() {
            return value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Bytes; never changed after construction. */
    record BytesData(byte[] value) implements Data {
        @Override
        public int kind() {
            return Kind.BYTES;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BytesData bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** A closed list. */
    record ListData(List<Data> elements) implements Data {
        @Override
        public int kind() {
            return Kind.LIST;
        }
    }

    /** A struct of regular fields, in their order. */
    record StructData(Map<String, Data> fields) implements Data {
        @Override
        public int kind() {
            return Kind.STRUCT;
        }
    }

    NullData NULL = new NullData();
    BoolData TRUE = new BoolData(true);
    BoolData FALSE = new BoolData(false);

    static BoolData of(boolean value) {
        return value ? TRUE : FALSE;
    }
}
