package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import java.math.BigDecimal;

/** Floating point numbers of YAML, which pass through Go's float64. */
final class YamlNumbers {
    private YamlNumbers() {}

    /** A number as JSON writes it: without a point where it is whole, with an exponent beyond 21 digits. */
    static NumberValue floating(String text) throws BuiltinException {
        if (!text.matches("[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?")) {
            throw BuiltinException.of("unsupported value: " + text);
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw BuiltinException.of("unsupported value: " + text);
        }
        return NumberValue.parse(text(value, -6, 21));
    }

    /** The shortest text of a double, without an exponent for powers of ten from {@code low} to below {@code high}. */
    static String text(double value, int low, int high) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= low && exponent < high) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
