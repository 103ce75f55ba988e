package io.jenkins.plugins.imagepolicy.engine.language.go.template;

/** The escapes of Go's quoted strings. */
final class Escapes {
    private Escapes() {}

    static String unquote(String s, char quote) throws TemplateException {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            i++;
            char e = i < s.length() ? s.charAt(i) : 0;
            int simple = "abfnrtv\\".indexOf(e);
            if (simple >= 0) {
                out.append("\u0007\b\f\n\r\t\u000b\\".charAt(simple));
            } else if (e == quote) {
                out.append(quote);
            } else if (e == 'x' || e == 'u' || e == 'U') {
                int digits = e == 'x' ? 2 : e == 'u' ? 4 : 8;
                out.appendCodePoint(code(s, i + 1, digits, 16));
                i += digits;
            } else if (e >= '0' && e <= '7') {
                out.appendCodePoint(code(s, i, 3, 8));
                i += 2;
            } else {
                throw new TemplateException("invalid syntax in string");
            }
        }
        return out.toString();
    }

    private static int code(String s, int from, int digits, int radix) throws TemplateException {
        try {
            int code = Integer.parseInt(s.substring(from, from + digits), radix);
            if (Character.isValidCodePoint(code)) {
                return code;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // falls through to the error below
        }
        throw new TemplateException("invalid syntax in string");
    }
}
