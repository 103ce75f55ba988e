package io.jenkins.plugins.imagepolicy.engine.language.go.format;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/** A value as a Go program holds it: its type decides how {@code fmt} writes it. */
public sealed interface GoValue {
    /** The name of the type, as {@code %T} writes it. */
    String type();

    /** An interface that holds nothing. */
    record Nil() implements GoValue {
        @Override
        public String type() {
            return "<nil>";
        }
    }

    record Bool(boolean value) implements GoValue {
        @Override
        public String type() {
            return "bool";
        }
    }

    record Int(long value) implements GoValue {
        @Override
        public String type() {
            return "int";
        }
    }

    record BigInt(BigInteger value) implements GoValue {
        @Override
        public String type() {
            return "*big.Int";
        }
    }

    record Float(double value) implements GoValue {
        @Override
        public String type() {
            return "float64";
        }
    }

    /** A string, or a type that is one underneath, as {@code json.Number}. */
    record Text(String value, String type) implements GoValue {
        public Text(String value) {
            this(value, "string");
        }
    }

    record ListOf(List<GoValue> elements) implements GoValue {
        @Override
        public String type() {
            return "[]interface {}";
        }
    }

    record MapOf(SortedMap<String, GoValue> entries) implements GoValue {
        @Override
        public String type() {
            return "map[string]interface {}";
        }
    }
}
