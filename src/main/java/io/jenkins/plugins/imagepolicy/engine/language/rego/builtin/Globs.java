package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Glob patterns, whose {@code *} stops at a delimiter and whose {@code **} does not. */
final class Globs {
    private static final String SPECIAL = "*?\\[]{}";

    private Globs() {}

    static void register(Registry r) {
        r.add("glob.match", "string, null|array[string], string -> boolean", Globs::match);
        r.add("glob.quote_meta", "string -> string", Globs::quote);
    }

    private static Value match(BuiltinContext c, Value[] a) throws BuiltinException {
        String pattern = Args.string(a, 1);
        String delimiters = delimiters(a);
        String text = Args.string(a, 3);
        Regex compiled = RegularExpressions.compile(c, new Translation(pattern, delimiters).regex());
        return BooleanValue.of(compiled.matcher(c, text).matches());
    }

    private static String delimiters(Value[] a) throws BuiltinException {
        if (a[1] instanceof NullValue) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (Value v : Args.array(a, 2)) {
            if (!(v instanceof StringValue s) || s.runes() != 1) {
                throw BuiltinException.type("operand 2 must be array of characters");
            }
            out.append(s.value());
        }
        return ((ArrayValue) a[1]).size() == 0 ? "." : out.toString();
    }

    private static Value quote(BuiltinContext c, Value[] a) throws BuiltinException {
        StringBuilder out = new StringBuilder();
        for (char ch : Args.string(a, 1).toCharArray()) {
            out.append(SPECIAL.indexOf(ch) >= 0 ? "\\" : "").append(ch);
        }
        return StringValue.of(out.toString());
    }

    /** Translates a glob to a regular expression. */
    private static final class Translation {
        private final String glob;
        private final String segment;
        private final StringBuilder out = new StringBuilder("(?s)");
        private int depth;

        Translation(String glob, String delimiters) {
            this.glob = glob;
            StringBuilder none = new StringBuilder();
            delimiters.codePoints().forEach(p -> none.append(escaped(p)));
            this.segment = delimiters.isEmpty() ? "." : "[^" + none + "]";
        }

        private static String escaped(int p) {
            return String.format("\\x{%x}", p);
        }

        String regex() throws BuiltinException {
            for (int i = 0; i < glob.length(); ) {
                char ch = glob.charAt(i);
                switch (ch) {
                    case '*' -> {
                        int stars = i;
                        while (i < glob.length() && glob.charAt(i) == '*') {
                            i++;
                        }
                        out.append(i - stars > 1 ? ".*" : segment + "*");
                    }
                    case '?' -> {
                        out.append(segment).append(glob.length() == 1 ? "?" : "");
                        i++;
                    }
                    case '[' -> i = range(i + 1);
                    case '{' -> {
                        depth++;
                        out.append("(?:");
                        i++;
                    }
                    case '}' -> {
                        if (depth == 0) {
                            out.append(escaped(ch));
                        } else {
                            depth--;
                            out.append(')');
                        }
                        i++;
                    }
                    case ',' -> {
                        out.append(depth > 0 ? "|" : ",");
                        i++;
                    }
                    case '\\' -> {
                        // At the end it stands for nothing.
                        i++;
                        if (i < glob.length()) {
                            int p = glob.codePointAt(i);
                            out.append(escaped(p));
                            i += Character.charCount(p);
                        }
                    }
                    default -> {
                        int p = glob.codePointAt(i);
                        out.append(escaped(p));
                        i += Character.charCount(p);
                    }
                }
            }
            if (depth > 0 && glob.length() > 1 && glob.endsWith("{")) {
                // Alternatives of which there is none.
                out.append("[^\\x{0}-\\x{10ffff}]");
            }
            // What is left open ends with the pattern.
            return out.append(")".repeat(depth)).toString();
        }

        /** A class: one range of two characters, or any characters, of which a backslash takes the next as it is. */
        private int range(int from) throws BuiltinException {
            int i = from;
            boolean not = i < glob.length() && glob.charAt(i) == '!';
            i += not ? 1 : 0;
            int low = i < glob.length() ? glob.codePointAt(i) : -1;
            int next = i + (low < 0 ? 0 : Character.charCount(low));
            out.append(not ? "[^" : "[");
            int end = next < glob.length() && glob.charAt(next) == '-' ? bounds(low, next + 1) : characters(i);
            out.append(']');
            if (not && from == 1 && end == glob.length()) {
                // A pattern of nothing but this, or of one question mark, takes the empty text too, as in OPA.
                out.append('?');
            }
            return end;
        }

        private int bounds(int low, int at) throws BuiltinException {
            int high = at < glob.length() ? glob.codePointAt(at) : -1;
            int end = at + (high < 0 ? 0 : Character.charCount(high));
            if (end >= glob.length() || glob.charAt(end) != ']') {
                throw BuiltinException.of("expected close range character");
            }
            if (high < low) {
                throw BuiltinException.of("hi character should be greater than lo");
            }
            out.append(escaped(low)).append('-').append(escaped(high));
            return end + 1;
        }

        private int characters(int from) throws BuiltinException {
            int i = from;
            while (i < glob.length() && glob.charAt(i) != ']') {
                i += glob.charAt(i) == '\\' && i + 1 < glob.length() ? 1 : 0;
                int p = glob.codePointAt(i);
                out.append(escaped(p));
                i += Character.charCount(p);
            }
            if (i == from || i >= glob.length()) {
                throw BuiltinException.of("unexpected end of pattern: expected close range character");
            }
            return i + 1;
        }
    }
}
