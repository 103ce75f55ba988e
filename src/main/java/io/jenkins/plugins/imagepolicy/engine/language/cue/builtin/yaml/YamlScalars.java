package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of scalars: those of YAML 1.2's core schema, with the octal and underscored numbers of 1.1. */
final class YamlScalars {
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern SPECIAL_FLOAT = Pattern.compile("[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0b([01]+)|0o?([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern UPPER_PREFIX = Pattern.compile("[-+]?0[BO][0-7]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern OLD_OCTAL = Pattern.compile("[-+]?0[0-9_]+");
    private static final Pattern LONE_UNDERSCORE = Pattern.compile("_(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])_");
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private YamlScalars() {}

    static Data value(YamlNode.Scalar scalar) throws YamlError {
        String tag = scalar.tag();
        if (tag == null) {
            return scalar.plain() ? plain(scalar) : new Data.StringData(scalar.value());
        }
        return switch (tag) {
            case "!!str", "!!timestamp" -> new Data.StringData(scalar.value());
            case "!!bool" -> Data.of(TRUE.contains(scalar.value()));
            case "!!null" -> Data.NULL;
            case "!!binary" -> binary(scalar.value());
            case "!!int" -> tagged(scalar, true);
            case "!!float" -> tagged(scalar, false);
            default -> throw new YamlError("cannot unmarshal tag \"" + tag + "\"");
        };
    }

    private static Data tagged(YamlNode.Scalar scalar, boolean whole) throws YamlError {
        Data value = plain(scalar);
        if (value instanceof Data.NumberData number && number.integer() == whole) {
            return value;
        }
        throw new YamlError("cannot decode \"" + scalar.value() + "\" as " + scalar.tag());
    }

    private static Data binary(String text) throws YamlError {
        try {
            String base64 = text.replace("\n", "").replace("\r", "");
            if (base64.length() % 4 != 0) {
                throw new YamlError("!!binary value contains invalid base64 data");
            }
            return new Data.BytesData(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new YamlError("!!binary value contains invalid base64 data");
        }
    }

    /** A scalar without a tag takes its type from its text. */
    static Data plain(YamlNode.Scalar scalar) throws YamlError {
        String text = scalar.value();
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return Data.of(TRUE.contains(text));
        }
        if (NULL.contains(text)) {
            return Data.NULL;
        }
        if (text.equals("<<")) {
            throw new YamlError("cannot unmarshal tag \"!!merge\"");
        }
        if (SPECIAL_FLOAT.matcher(text).matches()) {
            throw new YamlError("illegal number start \"" + text + "\"");
        }
        char first = text.charAt(0);
        boolean digit = first >= '0' && first <= '9';
        if (first == '.' && FLOAT.matcher(text).matches()) {
            return decimal(text);
        }
        return digit || first == '+' || first == '-' ? number(text) : new Data.StringData(text);
    }

    /** What may be a number: with underscores between digits, in several bases. */
    private static Data number(String text) throws YamlError {
        String digits = text.replace("_", "");
        if (UPPER_PREFIX.matcher(digits).matches()) {
            throw CueFault.unsupported(-1, "the number " + text + " in a YAML text");
        }
        Matcher integer = INTEGER.matcher(digits);
        BigInteger value = integer.matches() ? integer(integer) : null;
        boolean small = value != null
                && (integer.group(1).isEmpty()
                        ? value.compareTo(MAX) <= 0
                        : value.bitLength() < 64 || value.equals(MIN));
        if (small) {
            refuseLoneUnderscore(text);
            BigDecimal whole = new BigDecimal(value);
            return new Data.NumberData(whole, true, !whole.toString().equals(text));
        }
        if (!FLOAT.matcher(digits).matches() || Double.isInfinite(Double.parseDouble(digits))) {
            return new Data.StringData(text);
        }
        if (OLD_OCTAL.matcher(text).matches()) {
            return new Data.StringData(text);
        }
        refuseLoneUnderscore(text);
        if (digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            throw new YamlError("illegal number start \"number & " + text + "\"");
        }
        return decimal(text);
    }

    private static void refuseLoneUnderscore(String text) throws YamlError {
        if (LONE_UNDERSCORE.matcher(text).find()) {
            throw new YamlError("cannot decode \"" + text + "\": illegal '_' in number");
        }
    }

    private static BigInteger integer(Matcher matcher) {
        int[] radix = {16, 2, 8, 10};
        for (int i = 0; i < radix.length; i++) {
            String digits = matcher.group(i + 2);
            if (digits != null) {
                BigInteger value = new BigInteger(digits, radix[i]);
                return matcher.group(1).equals("-") ? value.negate() : value;
            }
        }
        throw new IllegalStateException("no digits in " + matcher.group());
    }

    private static Data decimal(String text) {
        BigDecimal value = new BigDecimal(text.replace("_", ""));
        return new Data.NumberData(value, false, !value.toString().equals(text));
    }

    /** Whether the text would be read back as this very string; tags and the numbers that CUE takes for strings aside. */
    static boolean isString(String text) {
        if (text.equals("<<")) {
            return true;
        }
        boolean number = !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
        if (number
                && OLD_OCTAL.matcher(text).matches()
                && FLOAT.matcher(text.replace("_", "")).matches()) {
            return false;
        }
        try {
            return plain(new YamlNode.Scalar(null, text, true)) instanceof Data.StringData;
        } catch (YamlError e) {
            return false;
        }
    }

    /** The name of a field. */
    static String label(YamlNode.Scalar scalar) throws YamlError {
        Data value = value(scalar);
        if (value instanceof Data.StringData string) {
            return string.value();
        }
        if (value instanceof Data.NullData || value instanceof Data.BoolData) {
            return value instanceof Data.BoolData bool ? String.valueOf(bool.value()) : "null";
        }
        String text = scalar.value();
        if (!(value instanceof Data.NumberData) || scalar.tag() != null) {
            throw CueFault.unsupported(-1, "the key " + text + " in a YAML text");
        }
        if (text.startsWith("-")) {
            throw new YamlError("invalid label " + text);
        }
        boolean octal = text.length() > 1
                && text.charAt(0) == '0'
                && Character.isDigit(text.charAt(1))
                && ((Data.NumberData) value).integer();
        return octal ? "0o" + text.substring(1) : text;
    }
}
