package io.jenkins.plugins.imagepolicy.engine.language.cue.value;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.NumberData;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Number literals, decimal arithmetic with 34 digits and how CUE writes numbers. */
public final class Numbers {
    /** CUE's arithmetic keeps 34 significant digits. */
    public static final MathContext CONTEXT = new MathContext(34, RoundingMode.HALF_UP);

    /** Numbers beyond this exponent are refused: they cost memory and no policy needs them. */
    private static final int MAX_EXPONENT = 6000;

    private Numbers() {}

    /** Reads a CUE number literal; throws NumberFormatException with the reason. */
    public static NumberData parse(String literal) {
        checkUnderscores(literal);
        String text = literal.replace("_", "");
        if (text.length() > 1 && text.charAt(0) == '0' && "bBoOxX".indexOf(text.charAt(1)) >= 0) {
            if (text.charAt(1) == 'B' || text.charAt(1) == 'O') {
                throw new NumberFormatException("illegal number");
            }
            int radix = text.charAt(1) == 'b' ? 2 : text.charAt(1) == 'o' ? 8 : 16;
            return integer(new BigInteger(text.substring(2), radix));
        }
        if (text.length() > 1 && text.charAt(0) == '0' && Character.isDigit(text.charAt(1))) {
            throw new NumberFormatException("illegal integer number");
        }
        int suffix = multiplier(text);
        if (suffix > 0) {
            return withMultiplier(text, suffix);
        }
        BigDecimal value = decimal(text.endsWith(".") ? text + "0" : text);
        boolean isInt = text.chars().allMatch(Character::isDigit);
        return new NumberData(value, isInt, text.endsWith("."));
    }

    /** A JSON number as written: an int without fraction or exponent, a float otherwise. */
    public static NumberData parseJson(String literal) {
        boolean isInt = literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        BigDecimal value = decimal(literal);
        boolean respelled = isInt ? literal.equals("-0") : !value.toString().equals(literal);
        return new NumberData(value, isInt, respelled);
    }

    private static BigDecimal decimal(String text) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.precision() - value.scale()) > MAX_EXPONENT
                || value.precision() > MAX_EXPONENT
                || Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw new NumberFormatException("exponent out of range");
        }
        return value;
    }

    private static void checkUnderscores(String literal) {
        if (literal.contains("__") || literal.endsWith("_") || literal.contains("_.") || literal.contains("._")) {
            throw new NumberFormatException("illegal '_' in number");
        }
    }

    private static int multiplier(String text) {
        int end = text.endsWith("i") ? text.length() - 1 : text.length();
        return end > 0 && "KMGTPYZ".indexOf(text.charAt(end - 1)) >= 0 ? end - 1 : -1;
    }

    private static NumberData withMultiplier(String text, int suffix) {
        int power = "KMGTP".indexOf(text.charAt(suffix)) + 1;
        if (power == 0) {
            throw new NumberFormatException("illegal multiplier");
        }
        BigInteger base = BigInteger.valueOf(text.endsWith("i") ? 1024 : 1000);
        BigDecimal value = decimal(text.substring(0, suffix)).multiply(new BigDecimal(base.pow(power)));
        BigDecimal whole = value.stripTrailingZeros();
        if (whole.scale() > 0) {
            throw new NumberFormatException("number cannot be represented as int");
        }
        return new NumberData(whole.setScale(0), true);
    }

    public static NumberData integer(BigInteger value) {
        return new NumberData(new BigDecimal(value), true);
    }

    public static BigDecimal round(BigDecimal value) {
        return value.precision() > CONTEXT.getPrecision() ? value.round(CONTEXT) : value;
    }

    /** Quotient with 34 digits, written with one digit after the point where it is whole, as CUE writes it. */
    public static BigDecimal quotient(BigDecimal a, BigDecimal b) {
        BigDecimal q = a.divide(b, CONTEXT);
        if (q.signum() == 0) {
            return q;
        }
        BigDecimal reduced = q.stripTrailingZeros();
        return reduced.scale() <= 0 ? reduced.setScale(reduced.scale() + 1) : reduced;
    }

    /** As an interpolation writes it. */
    public static String toText(NumberData number) {
        if (number.respelled() && number.value().signum() == 0) {
            throw CueFault.unsupported(-1, "the text of a zero with a minus");
        }
        return number.value().toString();
    }
}
