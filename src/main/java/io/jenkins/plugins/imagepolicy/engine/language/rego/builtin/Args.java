package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Arithmetic;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Operands of the wanted type, or the error that names the operand. Positions count from 1. */
final class Args {
    private Args() {}

    static BuiltinException wrong(Value[] args, int position, String expected) {
        return BuiltinException.type(
                "operand " + position + " must be " + expected + " but got " + args[position - 1].typeName());
    }

    static String string(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof StringValue s) {
            return s.value();
        }
        throw wrong(args, position, "string");
    }

    static NumberValue number(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof NumberValue n) {
            return n;
        }
        throw wrong(args, position, "number");
    }

    /** A number written as an integer that fits 32 bits. */
    static int integer(Value[] args, int position) throws BuiltinException {
        NumberValue n = number(args, position);
        if (!n.isWrittenAsInteger()) {
            throw BuiltinException.type(
                    "operand " + position + " must be integer number but got floating-point number");
        }
        if (n.signum() == 0) {
            return 0;
        }
        if (!n.isLong()) {
            throw BuiltinException.of("operand " + position + " is too big");
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, n.longValue()));
    }

    /** A number whose value is an integer, however it is written. */
    static BigInteger whole(Value[] args, int position) throws BuiltinException {
        BigInteger i = Arithmetic.toInteger(number(args, position));
        if (i == null) {
            throw BuiltinException.type(
                    "operand " + position + " must be integer number but got floating-point number");
        }
        return i;
    }

    static ArrayValue array(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof ArrayValue a) {
            return a;
        }
        throw wrong(args, position, "array");
    }

    static SetValue set(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof SetValue s) {
            return s;
        }
        throw wrong(args, position, "set");
    }

    static ObjectValue object(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof ObjectValue o) {
            return o;
        }
        throw wrong(args, position, "object");
    }

    static boolean bool(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof BooleanValue b) {
            return b.value();
        }
        throw wrong(args, position, "boolean");
    }

    /** The elements of an array or set. */
    static Iterable<Value> elements(Value[] args, int position) throws BuiltinException {
        if (args[position - 1] instanceof ArrayValue a) {
            return a;
        }
        if (args[position - 1] instanceof SetValue s) {
            return s;
        }
        throw wrong(args, position, "one of {array, set}");
    }

    /** The strings of an array or set. */
    static List<String> strings(Value[] args, int position) throws BuiltinException {
        List<String> strings = new ArrayList<>();
        for (Value v : elements(args, position)) {
            if (!(v instanceof StringValue s)) {
                throw BuiltinException.type(
                        "operand " + position + " must be array of strings but got array containing " + v.typeName());
            }
            strings.add(s.value());
        }
        return strings;
    }

    /** The string, or those of an array or set. */
    static List<String> stringOrStrings(Value[] args, int position) throws BuiltinException {
        Value v = args[position - 1];
        if (v instanceof StringValue s) {
            return List.of(s.value());
        }
        if (!(v instanceof ArrayValue) && !(v instanceof SetValue)) {
            throw wrong(args, position, "one of {string, set, array}");
        }
        return strings(args, position);
    }
}
