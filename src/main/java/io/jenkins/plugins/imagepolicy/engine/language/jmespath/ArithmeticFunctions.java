package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.ANY;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.ARRAY;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.GoDuration;
import io.jenkins.plugins.imagepolicy.engine.language.Quantity;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.Operand.Amount;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.Operand.Scalar;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.Operand.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;

/** Kyverno's arithmetic. Operands of kinds that do not go together are errors. */
final class ArithmeticFunctions {
    private ArithmeticFunctions() {}

    static Map<String, Function> all() {
        return new Functions.Table()
                .add("add", a -> add(first(a), second(a), a).json(), ANY, ANY)
                .add("sum", ArithmeticFunctions::sum, ARRAY)
                .add("subtract", ArithmeticFunctions::subtract, ANY, ANY)
                .add("multiply", ArithmeticFunctions::multiply, ANY, ANY)
                .add("divide", ArithmeticFunctions::divide, ANY, ANY)
                .add("modulo", ArithmeticFunctions::modulo, ANY, ANY)
                .add("round", ArithmeticFunctions::round, NUMBER, NUMBER)
                .done();
    }

    private static Operand first(Arguments a) throws JmesPathException {
        return Operand.of(a.get(0), a);
    }

    private static Operand second(Arguments a) throws JmesPathException {
        return Operand.of(a.get(1), a);
    }

    private static JmesPathException mixed(Arguments a) {
        return a.invalid("types mismatch");
    }

    private static Operand add(Operand left, Operand right, Arguments a) throws JmesPathException {
        if (left instanceof Scalar x && right instanceof Scalar y) {
            return new Scalar(x.value() + y.value());
        }
        if (left instanceof Amount x && right instanceof Amount y) {
            return new Amount(x.value().plus(y.value()));
        }
        if (left instanceof Span x && right instanceof Span y) {
            return span(
                    BigInteger.valueOf(x.value().nanos())
                            .add(BigInteger.valueOf(y.value().nanos())),
                    a);
        }
        throw mixed(a);
    }

    private static Span span(BigInteger nanos, Arguments a) throws JmesPathException {
        if (nanos.bitLength() > 63) {
            throw a.invalid("the duration is too long");
        }
        return new Span(new GoDuration(nanos.longValue()));
    }

    private static JsonNode sum(Arguments a) throws JmesPathException {
        if (a.get(0).isEmpty()) {
            throw a.invalid("at least one element in the array is required");
        }
        Operand sum = Operand.of(a.get(0).get(0), a);
        for (int i = 1; i < a.get(0).size(); i++) {
            sum = add(sum, Operand.of(a.get(0).get(i), a), a);
        }
        return sum.json();
    }

    private static JsonNode subtract(Arguments a) throws JmesPathException {
        Operand left = first(a);
        Operand right = second(a);
        if (left instanceof Scalar x && right instanceof Scalar y) {
            return Json.number(x.value() - y.value());
        }
        if (left instanceof Amount x && right instanceof Amount y) {
            return new Amount(x.value().minus(y.value())).json();
        }
        if (left instanceof Span x && right instanceof Span y) {
            return span(
                            BigInteger.valueOf(x.value().nanos())
                                    .subtract(BigInteger.valueOf(y.value().nanos())),
                            a)
                    .json();
        }
        throw mixed(a);
    }

    private static JsonNode multiply(Arguments a) throws JmesPathException {
        Operand left = first(a);
        Operand right = second(a);
        if (left instanceof Scalar x && right instanceof Scalar y) {
            return Json.number(x.value() * y.value());
        }
        if (left instanceof Scalar factor) {
            return scaled(right, factor.value(), a).json();
        }
        if (right instanceof Scalar factor) {
            return scaled(left, factor.value(), a).json();
        }
        throw mixed(a);
    }

    private static Operand scaled(Operand operand, double factor, Arguments a) throws JmesPathException {
        if (operand instanceof Amount amount) {
            return new Amount(amount.value().times(factor));
        }
        if (operand instanceof Span span) {
            return span(
                    BigDecimal.valueOf(span.value().nanos())
                            .multiply(BigDecimal.valueOf(factor))
                            .toBigInteger(),
                    a);
        }
        throw mixed(a);
    }

    private static JsonNode divide(Arguments a) throws JmesPathException {
        Operand left = first(a);
        Operand right = second(a);
        if (isZero(right)) {
            throw a.invalid("division by zero");
        }
        if (left instanceof Scalar x && right instanceof Scalar y) {
            return Json.number(x.value() / y.value());
        }
        if (left instanceof Amount x && right instanceof Amount y) {
            return Json.number(
                    x.value().value().doubleValue() / y.value().value().doubleValue());
        }
        if (left instanceof Amount x && right instanceof Scalar y) {
            return new Amount(x.value().dividedBy(y.value())).json();
        }
        if (left instanceof Span x && right instanceof Span y) {
            return Json.number((double) x.value().nanos() / y.value().nanos());
        }
        if (left instanceof Span x && right instanceof Scalar y) {
            return new Span(GoDuration.ofSeconds(x.value().seconds() / y.value())).json();
        }
        throw mixed(a);
    }

    private static boolean isZero(Operand operand) {
        if (operand instanceof Scalar scalar) {
            return scalar.value() == 0;
        }
        if (operand instanceof Amount amount) {
            return amount.value().value().signum() == 0;
        }
        return operand instanceof Span span && span.value().nanos() == 0;
    }

    private static JsonNode modulo(Arguments a) throws JmesPathException {
        Operand left = first(a);
        Operand right = second(a);
        if (isZero(right)) {
            throw a.invalid("division by zero");
        }
        if (left instanceof Scalar x && right instanceof Scalar y) {
            if (x.value() != Math.rint(x.value()) || y.value() != Math.rint(y.value())) {
                throw a.invalid("the operands are no whole numbers");
            }
            return Json.number(x.value() % y.value());
        }
        if (left instanceof Amount x && right instanceof Amount y) {
            if (!x.value().isInteger() || !y.value().isInteger()) {
                throw a.invalid("the operands are no whole numbers");
            }
            BigDecimal rest = x.value().value().remainder(y.value().value());
            return new Amount(Quantity.of(rest, x.value().format())).json();
        }
        if (left instanceof Span x && right instanceof Span y) {
            return new Span(new GoDuration(x.value().nanos() % y.value().nanos())).json();
        }
        throw mixed(a);
    }

    private static JsonNode round(Arguments a) throws JmesPathException {
        double digits = a.number(1);
        if (digits != Math.rint(digits) || digits < 0 || digits > 300) {
            throw a.invalid("the number of digits is no whole number from 0");
        }
        return Json.number(
                a.decimal(0).setScale((int) digits, RoundingMode.HALF_UP).doubleValue());
    }
}
