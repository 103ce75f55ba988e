package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Arithmetic;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** String functions. Positions and lengths count code points. */
final class Strings {
    private Strings() {}

    static void register(Registry r) {
        r.add("concat", "string, array[string]|set[string] -> string", Strings::concat);
        r.add("format_int", "number, number -> string", Strings::formatInt);
        r.add("indexof", "string, string -> number", Strings::indexOf);
        r.add("indexof_n", "string, string -> array[number]", Strings::indexOfN);
        r.add("substring", "string, number, number -> string", Strings::substring);
        test(r, "contains", String::contains);
        test(r, "startswith", String::startsWith);
        test(r, "endswith", String::endsWith);
        r.add("lower", "string -> string", (c, a) -> sized(c, lower(Args.string(a, 1))));
        r.add("upper", "string -> string", (c, a) -> sized(c, upper(Args.string(a, 1))));
        r.add("split", "string, string -> array[string]", Strings::split);
        r.add("replace", "string, string, string -> string", Strings::replace);
        r.add("strings.replace_n", "object[string:string], string -> string", Strings::replaceN);
        r.add("strings.reverse", "string -> string", (c, a) -> sized(c, reverse(Args.string(a, 1))));
        r.add("strings.count", "string, string -> number", Strings::count);
        String many = "string|array[string]|set[string]";
        r.add("strings.any_prefix_match", many + ", " + many + " -> boolean", (c, a) -> any(c, a, String::startsWith));
        r.add("strings.any_suffix_match", many + ", " + many + " -> boolean", (c, a) -> any(c, a, String::endsWith));
        r.add("trim", "string, string -> string", (c, a) -> trim(a, true, true));
        r.add("trim_left", "string, string -> string", (c, a) -> trim(a, true, false));
        r.add("trim_right", "string, string -> string", (c, a) -> trim(a, false, true));
        r.add("trim_prefix", "string, string -> string", Strings::trimPrefix);
        r.add("trim_suffix", "string, string -> string", Strings::trimSuffix);
        r.add("trim_space", "string -> string", Strings::trimSpace);
        r.add("internal.template_string", "array[any] -> string", Strings::template);
    }

    private static void test(Registry r, String name, BiPredicate<String, String> test) {
        r.add(name, "string, string -> boolean", (c, a) -> {
            String s = Args.string(a, 1);
            c.tick(s.length() >> 6);
            return BooleanValue.of(test.test(s, Args.string(a, 2)));
        });
    }

    static Value sized(BuiltinContext c, String s) {
        c.size(s.length());
        return StringValue.of(s);
    }

    private static String lower(String s) {
        StringBuilder out = new StringBuilder(s.length());
        s.codePoints().forEach(c -> out.appendCodePoint(Character.toLowerCase(c)));
        return out.toString();
    }

    private static String upper(String s) {
        // Like Go: one code point stays one code point, so that "ß" stays as it is.
        StringBuilder out = new StringBuilder(s.length());
        s.codePoints().forEach(c -> out.appendCodePoint(Character.toUpperCase(c)));
        return out.toString();
    }

    private static Value concat(BuiltinContext c, Value[] a) throws BuiltinException {
        String separator = Args.string(a, 1);
        List<String> parts = Args.strings(a, 2);
        long length = (long) separator.length() * parts.size();
        for (String part : parts) {
            length += part.length();
        }
        c.size(length);
        return StringValue.of(String.join(separator, parts));
    }

    private static Value formatInt(BuiltinContext c, Value[] a) throws BuiltinException {
        NumberValue n = Args.number(a, 1);
        NumberValue base = Args.number(a, 2);
        int radix = base.isLong() ? (int) Math.min(64, base.longValue()) : 0;
        if (radix != 2 && radix != 8 && radix != 10 && radix != 16) {
            throw BuiltinException.type("operand 2 must be one of {2, 8, 10, 16}");
        }
        BigInteger whole = Arithmetic.toInteger(n);
        whole = whole == null ? n.decimal().toBigInteger() : whole;
        return StringValue.of(whole.toString(radix));
    }

    private static int runeIndex(String s, int charIndex) {
        return s.codePointCount(0, charIndex);
    }

    private static Value indexOf(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        String search = Args.string(a, 2);
        if (search.isEmpty()) {
            throw BuiltinException.of("empty search character");
        }
        int at = s.indexOf(search);
        return NumberValue.of(at < 0 ? -1 : runeIndex(s, at));
    }

    private static Value indexOfN(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        String search = Args.string(a, 2);
        if (search.isEmpty()) {
            throw BuiltinException.of("empty search character");
        }
        List<Value> found = new ArrayList<>();
        int runes = 0;
        int last = 0;
        for (int at = s.indexOf(search); at >= 0; at = s.indexOf(search, at + 1)) {
            c.tick(1);
            runes += s.codePointCount(last, at);
            last = at;
            found.add(NumberValue.of(runes));
        }
        return ArrayValue.of(found);
    }

    private static Value substring(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        int start = Args.integer(a, 2);
        int length = Args.integer(a, 3);
        if (start < 0) {
            throw BuiltinException.of("negative offset");
        }
        int runes = s.codePointCount(0, s.length());
        if (start >= runes) {
            return StringValue.EMPTY;
        }
        int end = length < 0 || length > runes - start ? runes : start + length;
        int from = s.offsetByCodePoints(0, start);
        return StringValue.of(s.substring(from, s.offsetByCodePoints(from, end - start)));
    }

    private static Value split(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        String separator = Args.string(a, 2);
        List<Value> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            s.codePoints().forEach(p -> parts.add(StringValue.of(Character.toString(p))));
        } else {
            int from = 0;
            for (int at = s.indexOf(separator); at >= 0; at = s.indexOf(separator, from)) {
                parts.add(StringValue.of(s.substring(from, at)));
                from = at + separator.length();
            }
            parts.add(StringValue.of(s.substring(from)));
        }
        c.size(parts.size());
        return ArrayValue.of(parts);
    }

    private static Value replace(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        String old = Args.string(a, 2);
        String by = Args.string(a, 3);
        long times = old.isEmpty() ? s.length() + 1L : s.length() / old.length() + 1L;
        c.size(s.length() + (by.length() > old.length() ? Math.min(times, occurrences(s, old)) * by.length() : 0));
        if (!old.isEmpty()) {
            return StringValue.of(s.replace(old, by));
        }
        StringBuilder out = new StringBuilder(by);
        s.codePoints().forEach(p -> out.appendCodePoint(p).append(by));
        return StringValue.of(out.toString());
    }

    private static long occurrences(String s, String part) {
        if (part.isEmpty()) {
            return s.codePointCount(0, s.length()) + 1L;
        }
        long n = 0;
        for (int at = s.indexOf(part); at >= 0; at = s.indexOf(part, at + part.length())) {
            n++;
        }
        return n;
    }

    /** All replacements in one pass; at one place the first key in order wins, as Go's replacer compares them. */
    private static Value replaceN(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue patterns = Args.object(a, 1);
        String s = Args.string(a, 2);
        List<String> olds = new ArrayList<>();
        List<String> news = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            if (!(patterns.keyAt(i) instanceof StringValue k)) {
                throw BuiltinException.type("operand 1 non-string key found in pattern object");
            }
            if (!(patterns.valueAt(i) instanceof StringValue v)) {
                throw BuiltinException.type("operand 1 non-string value found in pattern object");
            }
            olds.add(k.value());
            news.add(v.value());
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at <= s.length()) {
            c.tick(1 + (olds.size() >> 1));
            int match = -1;
            for (int i = 0; i < olds.size() && match < 0; i++) {
                match = s.startsWith(olds.get(i), at) ? i : -1;
            }
            if (match >= 0) {
                out.append(news.get(match));
                c.size(out.length());
            }
            if (match >= 0 && !olds.get(match).isEmpty()) {
                at += olds.get(match).length();
            } else {
                if (at < s.length()) {
                    out.append(s.charAt(at));
                }
                at++;
            }
        }
        return StringValue.of(out.toString());
    }

    private static String reverse(String s) {
        return new StringBuilder(s).reverse().toString();
    }

    private static Value count(BuiltinContext c, Value[] a) throws BuiltinException {
        return NumberValue.of(occurrences(Args.string(a, 1), Args.string(a, 2)));
    }

    private static Value any(BuiltinContext c, Value[] a, BiPredicate<String, String> test) throws BuiltinException {
        List<String> texts = Args.stringOrStrings(a, 1);
        List<String> parts = Args.stringOrStrings(a, 2);
        c.tick((long) texts.size() * parts.size());
        return BooleanValue.of(texts.stream().anyMatch(t -> parts.stream().anyMatch(p -> test.test(t, p))));
    }

    private static Value trim(Value[] a, boolean left, boolean right) throws BuiltinException {
        String s = Args.string(a, 1);
        String cutset = Args.string(a, 2);
        int[] runes = s.codePoints().toArray();
        int from = 0;
        int to = runes.length;
        while (left && from < to && cutset.indexOf(runes[from]) >= 0) {
            from++;
        }
        while (right && to > from && cutset.indexOf(runes[to - 1]) >= 0) {
            to--;
        }
        return StringValue.of(new String(runes, from, to - from));
    }

    private static Value trimPrefix(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        String prefix = Args.string(a, 2);
        return s.startsWith(prefix) ? StringValue.of(s.substring(prefix.length())) : a[0];
    }

    private static Value trimSuffix(BuiltinContext c, Value[] a) throws BuiltinException {
        String s = Args.string(a, 1);
        String suffix = Args.string(a, 2);
        return s.endsWith(suffix) ? StringValue.of(s.substring(0, s.length() - suffix.length())) : a[0];
    }

    private static Value trimSpace(BuiltinContext c, Value[] a) throws BuiltinException {
        int[] runes = Args.string(a, 1).codePoints().toArray();
        int from = 0;
        int to = runes.length;
        while (from < to && isSpace(runes[from])) {
            from++;
        }
        while (to > from && isSpace(runes[to - 1])) {
            to--;
        }
        return StringValue.of(new String(runes, from, to - from));
    }

    /** Unicode's White_Space property. */
    static boolean isSpace(int c) {
        return c >= 9 && c <= 13 || c == 0x85 || Character.isSpaceChar(c);
    }

    /** Each part is a constant, or the set of the values of an expression. */
    private static Value template(BuiltinContext c, Value[] a) throws BuiltinException {
        StringBuilder out = new StringBuilder();
        for (Value part : Args.array(a, 1)) {
            Value v = part;
            if (part instanceof SetValue set) {
                if (set.size() > 1) {
                    throw BuiltinException.of("template-strings must not produce multiple outputs");
                }
                v = set.size() == 0 ? null : set.sorted()[0];
            }
            out.append(v == null ? "<undefined>" : v instanceof StringValue s ? s.value() : v.toString());
            c.size(out.length());
        }
        return StringValue.of(out.toString());
    }
}
