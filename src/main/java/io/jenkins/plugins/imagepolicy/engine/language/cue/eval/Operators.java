package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.BoolData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.BytesData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.ListData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.NumberData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.StringData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.StructData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Utf8Order;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/** Operations on data. */
final class Operators {
    private static final int MAX_REPEATED = 1 << 20;

    private Operators() {}

    /** Whether unifying the two changes nothing: 1 and 1.0 are not the same. */
    static boolean isSame(Data a, Data b) {
        if (a == b) {
            return true;
        }
        if (a instanceof NumberData x && b instanceof NumberData y) {
            return x.integer() == y.integer() && x.value().compareTo(y.value()) == 0;
        }
        if (a instanceof ListData x && b instanceof ListData y) {
            if (x.elements().size() != y.elements().size()) {
                return false;
            }
            Iterator<Data> others = y.elements().iterator();
            for (Data element : x.elements()) {
                if (!isSame(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof StructData x && b instanceof StructData y) {
            if (x.fields().size() != y.fields().size()) {
                return false;
            }
            for (Map.Entry<String, Data> field : x.fields().entrySet()) {
                Data other = y.fields().get(field.getKey());
                if (other == null || !isSame(field.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    /** Order of two numbers, strings or bytes; null for anything else. */
    static Integer compare(Data a, Data b) {
        if (a instanceof NumberData x && b instanceof NumberData y) {
            return x.value().compareTo(y.value());
        }
        if (a instanceof StringData x && b instanceof StringData y) {
            return Utf8Order.compare(x.value(), y.value());
        }
        if (a instanceof BytesData x && b instanceof BytesData y) {
            return Arrays.compareUnsigned(x.value(), y.value());
        }
        return null;
    }

    static Value apply(Operator operator, Data a, Data b, int at, Regexes regexes) {
        switch (operator) {
            case EQUAL, NOT_EQUAL:
                return equality(operator, a, b, at);
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL: {
                Integer order = compare(a, b);
                return order == null ? invalid(operator, a, b, at) : Data.of(holds(operator, order));
            }
            case MATCH, NOT_MATCH:
                return match(operator, a, b, at, regexes);
            case BOOL_AND, BOOL_OR:
                return logic(operator, a, b, at);
            default:
                return arithmetic(operator, a, b, at);
        }
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private static Value equality(Operator operator, Data a, Data b, int at) {
        boolean equal;
        int ak = a.kind();
        int bk = b.kind();
        if ((ak & Kind.NUMBER) != 0 && (bk & Kind.NUMBER) != 0) {
            equal = compare(a, b) == 0;
        } else if (ak == Kind.NULL || bk == Kind.NULL) {
            equal = ak == bk;
        } else if (ak != bk || ak == Kind.STRUCT) {
            return invalid(operator, a, b, at);
        } else {
            equal = isSame(a, b);
        }
        return Data.of(equal == (operator == Operator.EQUAL));
    }

    private static Value match(Operator operator, Data a, Data b, int at, Regexes regexes) {
        if (!(a instanceof StringData || a instanceof BytesData)
                || !(b instanceof StringData || b instanceof BytesData)) {
            return invalid(operator, a, b, at);
        }
        if (!(a instanceof StringData text) || !(b instanceof StringData expression)) {
            throw CueFault.unsupported(at, "matching bytes");
        }
        try {
            Pattern pattern = regexes.get(expression.value());
            return Data.of(pattern.matcher(text.value()).find() == (operator == Operator.MATCH));
        } catch (PatternSyntaxException e) {
            return Bottom.error("invalid regexp: error parsing regexp: " + e.getDescription(), at);
        }
    }

    private static Value logic(Operator operator, Data a, Data b, int at) {
        if (!(a instanceof BoolData x) || !(b instanceof BoolData y)) {
            Data wrong = a instanceof BoolData ? b : a;
            return Bottom.error(
                    "cannot use " + Text.of(wrong) + " (type " + Kind.name(wrong.kind()) + ") as type bool", at);
        }
        return Data.of(operator == Operator.BOOL_AND ? x.value() && y.value() : x.value() || y.value());
    }

    private static Value arithmetic(Operator operator, Data a, Data b, int at) {
        if (a instanceof NumberData x && b instanceof NumberData y) {
            return numbers(operator, x, y, at);
        }
        if (operator == Operator.ADD && a instanceof StringData x && b instanceof StringData y) {
            return new StringData(x.value() + y.value());
        }
        if (operator == Operator.ADD && a instanceof BytesData x && b instanceof BytesData y) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(x.value());
            out.writeBytes(y.value());
            return new BytesData(out.toByteArray());
        }
        if (operator == Operator.MULTIPLY && a.kind() == Kind.INT) {
            return repeat(b, (NumberData) a, operator, at);
        }
        if (operator == Operator.MULTIPLY && b.kind() == Kind.INT) {
            return repeat(a, (NumberData) b, operator, at);
        }
        return invalid(operator, a, b, at);
    }

    private static Value repeat(Data what, NumberData times, Operator operator, int at) {
        if (!(what instanceof StringData) && !(what instanceof BytesData)) {
            return invalid(operator, what, times, at);
        }
        if (times.value().signum() < 0) {
            return Bottom.error("cannot convert negative number to uint64", at);
        }
        int length = what instanceof StringData s ? s.value().length() : ((BytesData) what).value().length;
        BigDecimal total = times.value().multiply(BigDecimal.valueOf(length));
        if (total.compareTo(BigDecimal.valueOf(MAX_REPEATED)) > 0) {
            throw CueFault.limit(at, "a repeated string is longer than " + MAX_REPEATED + " characters");
        }
        int count = length == 0 ? 0 : times.value().intValueExact();
        if (what instanceof StringData s) {
            return new StringData(s.value().repeat(count));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(((BytesData) what).value());
        }
        return new BytesData(out.toByteArray());
    }

    private static Value numbers(Operator operator, NumberData x, NumberData y, int at) {
        boolean integer = x.integer() && y.integer();
        BigDecimal a = x.value();
        BigDecimal b = y.value();
        switch (operator) {
            case ADD:
                return new NumberData(Numbers.round(a.add(b)), integer);
            case SUBTRACT:
                return new NumberData(Numbers.round(a.subtract(b)), integer);
            case MULTIPLY:
                return signed(Numbers.round(a.multiply(b)), integer, x, y);
            case DIVIDE:
                return b.signum() == 0
                        ? Bottom.error("failed arithmetic: division by zero", at)
                        : signed(Numbers.quotient(a, b), false, x, y);
            case INT_DIV, INT_MOD, INT_QUO, INT_REM:
                return integer ? integers(operator, a, b, at) : invalid(operator, x, y, at);
            default:
                return invalid(operator, x, y, at);
        }
    }

    /** A product or quotient that is zero has a minus when one of the operands has; this shows in texts only. */
    private static NumberData signed(BigDecimal value, boolean integer, NumberData x, NumberData y) {
        boolean minus = x.value().signum() < 0 || y.value().signum() < 0 || x.respelled() || y.respelled();
        return new NumberData(value, integer, value.signum() == 0 && minus);
    }

    /** Euclidean division for div and mod, truncated division for quo and rem. */
    static Value integers(Operator operator, BigDecimal a, BigDecimal b, int at) {
        if (b.signum() == 0) {
            return Bottom.error("division by zero", at);
        }
        BigInteger x = a.toBigInteger();
        BigInteger y = b.toBigInteger();
        BigInteger[] truncated = x.divideAndRemainder(y);
        BigInteger quotient = truncated[0];
        BigInteger remainder = truncated[1];
        boolean euclidean = operator == Operator.INT_DIV || operator == Operator.INT_MOD;
        if (euclidean && remainder.signum() < 0) {
            quotient = quotient.subtract(BigInteger.valueOf(y.signum()));
            remainder = remainder.add(y.abs());
        }
        boolean wantsQuotient = operator == Operator.INT_DIV || operator == Operator.INT_QUO;
        return Numbers.integer(wantsQuotient ? quotient : remainder);
    }

    static Bottom invalid(Operator operator, Value a, Value b, int at) {
        return Bottom.error(
                "invalid operands " + Text.of(a) + " and " + Text.of(b) + " to '" + operator + "' (type "
                        + Kind.name(a.kind()) + " and " + Kind.name(b.kind()) + ")",
                at);
    }
}
