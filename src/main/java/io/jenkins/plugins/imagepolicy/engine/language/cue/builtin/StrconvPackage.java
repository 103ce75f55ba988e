package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.GoQuoting.Plain;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Parser;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.go.format.FloatText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Package strconv. */
final class StrconvPackage {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]{1,4}");

    /** An underscore must stand between digits, or after the prefix of the base. */
    private static final Pattern LONE_UNDERSCORE = Pattern.compile("_(?![0-9a-fA-F])|(?<![0-9a-fA-FxXoO])_");

    private static final Pattern LONE_DECIMAL_UNDERSCORE = Pattern.compile("_(?![0-9])|(?<![0-9])_");

    private static final int MAX_DIGITS = 400;

    private StrconvPackage() {}

    static void register(Registry registry) {
        registry.constant("IntSize", Results.integer(64));
        registry.function("Atoi", "s", a -> Numbers.integer(integer(a.string(0), 10, 64, true)));
        registry.function(
                "ParseInt", "sii", a -> Numbers.integer(integer(a.string(0), a.longInt(1), a.longInt(2), true)));
        registry.function(
                "ParseUint", "sii", a -> Numbers.integer(integer(a.string(0), a.longInt(1), a.longInt(2), false)));
        registry.predicate("ParseBool", "s", a -> bool(a.string(0)));
        registry.function("ParseFloat", "si", StrconvPackage::parseFloat);
        registry.function("FormatFloat", "niii", StrconvPackage::formatFloat);
        registry.function("Unquote", "s", a -> unquote(a.string(0)));
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
            if (LONE_UNDERSCORE.matcher(digits).find()) {
                throw syntax(text);
            }
            digits = digits.replace("_", "");
            lower = lower.replace("_", "");
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

    private static Data formatFloat(Arguments arguments) {
        long format = arguments.longInt(1);
        long precision = arguments.longInt(2);
        if (arguments.longInt(3) != 64 || precision > MAX_DIGITS) {
            throw CueFault.unsupported(-1, "a float of another size than 64 bits or with very many digits");
        }
        boolean known = format > 0 && format < 128 && "eEfgGb".indexOf((char) format) >= 0;
        if (!known) {
            throw CueFault.unsupported(-1, "the format " + format + " of a float");
        }
        return Results.text(
                FloatText.of(arguments.number(0).doubleValue(), (char) format, (int) Math.max(-1, precision)));
    }

    /** The value of a literal of CUE, which may be bytes. */
    private static Data unquote(String text) {
        if (text.contains("//") || text.startsWith("#") || text.startsWith("\"\"\"") || text.contains("\\(")) {
            throw CueFault.unsupported(-1, "strconv.Unquote of this literal");
        }
        char quote = text.isEmpty() ? 0 : text.charAt(0);
        boolean quoted =
                text.length() > 1 && (quote == '"' || quote == '\'') && text.charAt(text.length() - 1) == quote;
        List<Ast.Decl> decls = quoted ? literal(text) : List.of();
        if (decls.size() == 1 && decls.get(0) instanceof Ast.Field field && field.value() instanceof Ast.Text literal) {
            return Results.text(EncodingPackages.utf8(literal.value()));
        }
        throw new CallError("invalid syntax");
    }

    private static List<Ast.Decl> literal(String text) {
        try {
            return Parser.parse("x: " + text).decls();
        } catch (CueFault e) {
            if (e.kind() != CueFault.Kind.INVALID) {
                throw e;
            }
            return List.of();
        }
    }

    private static Data parseFloat(Arguments arguments) {
        String text = arguments.string(0);
        if (text.matches("(?i)[+-]?(inf|infinity|nan)")) {
            throw CueFault.unsupported(-1, "a number that is infinite or not a number");
        }
        String digits = text.replace("_", "");
        boolean known =
                DECIMAL.matcher(digits).matches() || HEXADECIMAL.matcher(digits).matches();
        Pattern lone = DECIMAL.matcher(digits).matches() ? LONE_DECIMAL_UNDERSCORE : LONE_UNDERSCORE;
        if (!known || lone.matcher(text).find()) {
            throw syntax(text);
        }
        double value = arguments.longInt(1) == 32 ? Float.parseFloat(digits) : Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new CallError("parsing \"" + text + "\": value out of range");
        }
        BigDecimal shortest = Results.shortest(value);
        BigDecimal reduced = shortest.signum() == 0 ? BigDecimal.ZERO : shortest.stripTrailingZeros();
        return new Data.NumberData(reduced, false, reduced.signum() == 0 && text.startsWith("-"));
    }
}
