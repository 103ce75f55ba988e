package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities with a unit: {@code 10K}, {@code 200m}, {@code 1.5GiB}. */
final class Units {
    private static final Pattern QUANTITY = Pattern.compile("([-+0-9.eE]*?)([A-Za-z]*)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]{1,4})?");
    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", power(10, 3)),
            Map.entry("m", power(10, 6)),
            Map.entry("g", power(10, 9)),
            Map.entry("t", power(10, 12)),
            Map.entry("p", power(10, 15)),
            Map.entry("e", power(10, 18)),
            Map.entry("ki", power(2, 10)),
            Map.entry("mi", power(2, 20)),
            Map.entry("gi", power(2, 30)),
            Map.entry("ti", power(2, 40)),
            Map.entry("pi", power(2, 50)),
            Map.entry("ei", power(2, 60)));

    private Units() {}

    static void register(Registry r) {
        r.add("units.parse", "string -> number", Units::parse);
        r.add("units.parse_bytes", "string -> number", Units::parseBytes);
    }

    private static BigDecimal power(int base, int exponent) {
        return BigDecimal.valueOf(base).pow(exponent);
    }

    private record Quantity(BigDecimal amount, String unit) {}

    private static Quantity split(Value[] a, String name) throws BuiltinException {
        String text = Args.string(a, 1).replace("\"", "");
        if (text.contains(" ")) {
            throw BuiltinException.of("spaces not allowed in resource strings");
        }
        // The number ends at the first letter, but for the exponent of a number.
        Matcher number = NUMBER.matcher(text);
        Matcher all = QUANTITY.matcher(text);
        if (text.isEmpty() || !number.lookingAt()) {
            throw BuiltinException.of(
                    all.matches() || text.isEmpty() ? "no amount provided" : "could not parse amount to a number");
        }
        String unit = text.substring(number.end());
        if (!unit.matches("[A-Za-z]*")) {
            throw BuiltinException.of("could not parse amount to a number");
        }
        String digits = number.group();
        return new Quantity(new BigDecimal(digits.endsWith(".") ? digits + "0" : digits), unit);
    }

    private static Value parse(BuiltinContext c, Value[] a) throws BuiltinException {
        Quantity q = split(a, "units.parse");
        BigDecimal factor = q.unit.equals("m") ? new BigDecimal("0.001") : FACTORS.get(q.unit.toLowerCase(Locale.ROOT));
        if (factor == null) {
            throw BuiltinException.of("unit " + q.unit + " not recognized");
        }
        BigDecimal total = q.amount.multiply(factor);
        if (total.signum() == 0 || total.stripTrailingZeros().scale() <= 0) {
            return NumberValue.of(total.toBigInteger());
        }
        return NumberValue.parse(total.setScale(10, RoundingMode.HALF_UP).toPlainString());
    }

    private static Value parseBytes(BuiltinContext c, Value[] a) throws BuiltinException {
        Quantity q = split(a, "units.parse_bytes");
        String unit = q.unit.toLowerCase(Locale.ROOT);
        if (unit.endsWith("b") && !unit.equals("b")) {
            unit = unit.substring(0, unit.length() - 1);
        }
        BigDecimal factor = unit.equals("b") ? null : FACTORS.get(unit);
        if (factor == null) {
            throw BuiltinException.of("byte unit " + StringValue.of(q.unit) + " not recognized");
        }
        return NumberValue.of(q.amount.multiply(factor).toBigInteger());
    }
}
