package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.GoQuoting.Plain;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Package strconv. */
final class StrconvPackage {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private StrconvPackage() {}

    static void register(Registry registry) {
        registry.constant("IntSize", Results.integer(64));
        registry.function("Atoi", "s", a -> Numbers.integer(integer(a.string(0), 10, 64, true)));
        registry.function(
                "ParseInt", "sii", a -> Numbers.integer(integer(a.string(0), a.longInt(1), a.longInt(2), true)));
        registry.function(
                "ParseUint", "sii", a -> Numbers.integer(integer(a.string(0), a.longInt(1), a.longInt(2), false)));
        registry.function("ParseBool", "s", a -> bool(a.string(0)));
        registry.function("ParseFloat", "si", StrconvPackage::parseFloat);
        registry.function("FormatBool", "b", a -> Results.text(String.valueOf(a.bool(0))));
        registry.function("FormatInt", "ii", StrconvPackage::format);
        registry.function("FormatUint", "ii", StrconvPackage::format);
        registerQuoting(registry);
    }

    private static void registerQuoting(Registry registry) {
        registerQuoting(registry, "", Plain.PRINTABLE);
        registerQuoting(registry, "ToASCII", Plain.ASCII);
        registerQuoting(registry, "ToGraphic", Plain.GRAPHIC);
        registry.predicate("IsPrint", "i", a -> Data.of(GoQuoting.isPrint(rune(a))));
        registry.predicate("IsGraphic", "i", a -> Data.of(GoQuoting.isGraphic(rune(a))));
    }

    private static void registerQuoting(Registry registry, String suffix, Plain plain) {
        registry.function("Quote" + suffix, "s", a -> Results.text(GoQuoting.text(a.string(0), plain)));
        registry.function("QuoteRune" + suffix, "i", a -> Results.text(GoQuoting.rune(rune(a), plain)));
    }

    /** CUE refuses magnitudes of more than 32 bits and keeps the lower 32 bits of the others. */
    private static int rune(Arguments arguments) {
        BigInteger value = arguments.bigInteger(0);
        if (value.abs().bitLength() > 32) {
            throw new CallError("int " + value + " overflows rune in argument 0");
        }
        return value.intValue();
    }

    private static Data format(Arguments arguments) {
        long base = arguments.longInt(1);
        if (base < 2 || base > 36) {
            throw CueFault.unsupported(-1, "a number base beyond 36");
        }
        return Results.text(arguments.bigInteger(0).toString((int) base));
    }

    private static CallError syntax(String text) {
        return new CallError("parsing \"" + text + "\": invalid syntax");
    }

    private static BigInteger integer(String text, long givenBase, long givenSize, boolean signed) {
        long size = givenSize == 0 ? 64 : givenSize;
        if (size < 0 || size > 64) {
            throw new CallError("invalid bit size " + givenSize);
        }
        String digits = text;
        boolean negative = signed && text.startsWith("-");
        if (negative || (signed && text.startsWith("+"))) {
            digits = text.substring(1);
        }
        int base = (int) givenBase;
        if (givenBase == 0) {
            base = 10;
            String lower = digits.toLowerCase(Locale.ROOT);
            if (digits.contains("_")) {
                throw CueFault.unsupported(-1, "an underscore in a number to parse");
            }
            if (lower.startsWith("0x") || lower.startsWith("0b") || lower.startsWith("0o")) {
                base = lower.charAt(1) == 'x' ? 16 : lower.charAt(1) == 'b' ? 2 : 8;
                digits = digits.substring(2);
            } else if (digits.length() > 1 && digits.startsWith("0")) {
                base = 8;
                digits = digits.substring(1);
            }
        } else if (givenBase < 2 || givenBase > 36) {
            throw new CallError("invalid base " + givenBase);
        }
        if (digits.isEmpty() || digits.length() > 100 || !allDigits(digits, base)) {
            throw syntax(text);
        }
        BigInteger value = new BigInteger(digits, base);
        value = negative ? value.negate() : value;
        boolean fits = signed ? value.bitLength() < size : value.bitLength() <= size;
        if (!fits) {
            throw new CallError("parsing \"" + text + "\": value out of range");
        }
        return value;
    }

    private static boolean allDigits(String text, int base) {
        return text.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0);
    }

    private static Data bool(String text) {
        if (TRUE.contains(text)) {
            return Data.TRUE;
        }
        if (FALSE.contains(text)) {
            return Data.FALSE;
        }
        throw syntax(text);
    }

    private static Data parseFloat(Arguments arguments) {
        String text = arguments.string(0);
        if (arguments.longInt(1) != 64) {
            throw CueFault.unsupported(-1, "a float of another size than 64 bits");
        }
        if (!DECIMAL.matcher(text).matches()) {
            if (text.matches("(?i)[+-]?(inf|infinity|nan)|.*[_xp].*")) {
                throw CueFault.unsupported(-1, "this notation of a float");
            }
            throw syntax(text);
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new CallError("parsing \"" + text + "\": value out of range");
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        BigDecimal reduced = shortest.signum() == 0 ? BigDecimal.ZERO : shortest.stripTrailingZeros();
        return new Data.NumberData(reduced, false, reduced.signum() == 0 && text.startsWith("-"));
    }
}
