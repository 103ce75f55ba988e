package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import java.util.Locale;

/** Numbers and characters as Go writes them. */
final class Numbers {
    private Numbers() {}

    static GoValue of(Token token) throws TemplateException {
        if (token.is(Token.Kind.CHARACTER)) {
            if (token.text().codePointCount(0, token.text().length()) != 1) {
                throw new TemplateException("malformed character constant");
            }
            return new GoValue.Int(token.text().codePointAt(0));
        }
        String text = token.text().toLowerCase(Locale.ROOT);
        boolean negative = text.startsWith("-");
        String digits = (negative || text.startsWith("+") ? text.substring(1) : text).replace("_", "");
        try {
            if (!digits.startsWith("0x") && (digits.contains(".") || digits.contains("e"))) {
                return new GoValue.Float(finite((negative ? "-" : "") + digits));
            }
            if (digits.startsWith("0x") && (digits.contains(".") || digits.contains("p"))) {
                return new GoValue.Float(finite((negative ? "-" : "") + digits));
            }
            return new GoValue.Int(integer(digits, negative));
        } catch (NumberFormatException e) {
            throw new TemplateException("bad number syntax: \"" + token.text() + "\"");
        }
    }

    private static double finite(String text) {
        // Java would read a suffix of its own.
        if (!Character.isDigit(text.charAt(text.length() - 1)) && !text.endsWith(".") && !text.startsWith("0x")) {
            throw new NumberFormatException();
        }
        double d = Double.parseDouble(text);
        if (Double.isInfinite(d)) {
            throw new NumberFormatException();
        }
        return d;
    }

    private static long integer(String digits, boolean negative) {
        String sign = negative ? "-" : "";
        if (digits.startsWith("0x")) {
            return Long.parseLong(sign + digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return Long.parseLong(sign + digits.substring(2), 2);
        }
        if (digits.startsWith("0o")) {
            return Long.parseLong(sign + digits.substring(2), 8);
        }
        boolean octal = digits.length() > 1 && digits.startsWith("0");
        return Long.parseLong(sign + digits, octal ? 8 : 10);
    }
}
