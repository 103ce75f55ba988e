package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Package strings. Positions are byte offsets of the UTF-8 text, as in CUE. */
final class StringsPackage {
    private StringsPackage() {}

    static void register(Registry registry) {
        registry.predicate("MinRunes", "si", a -> Data.of(runes(a.string(0)) >= a.longInt(1)));
        registry.predicate("MaxRunes", "si", a -> Data.of(runes(a.string(0)) <= a.longInt(1)));
        registry.predicate("Contains", "ss", a -> Data.of(a.string(0).contains(a.string(1))));
        registry.predicate("ContainsAny", "ss", a -> Data.of(firstOf(a.string(0), a.string(1), false) >= 0));
        registry.predicate("HasPrefix", "ss", a -> Data.of(a.string(0).startsWith(a.string(1))));
        registry.predicate("HasSuffix", "ss", a -> Data.of(a.string(0).endsWith(a.string(1))));
        registry.function("Join", "Ss", a -> Results.text(String.join(a.string(1), a.strings(0))));
        registry.function("ToUpper", "s", a -> Results.text(map(a.string(0), Character::toUpperCase)));
        registry.function("ToLower", "s", a -> Results.text(map(a.string(0), Character::toLowerCase)));
        registry.function("ToTitle", "s", a -> Results.text(firstOfWords(a.string(0), Character::toTitleCase)));
        registry.function("ToCamel", "s", a -> Results.text(firstOfWords(a.string(0), Character::toLowerCase)));
        registry.function("TrimSpace", "s", a -> Results.text(trim(a.string(0), StringsPackage::isSpace, true, true)));
        registry.function("Trim", "ss", a -> Results.text(trim(a.string(0), anyOf(a.string(1)), true, true)));
        registry.function("TrimLeft", "ss", a -> Results.text(trim(a.string(0), anyOf(a.string(1)), true, false)));
        registry.function("TrimRight", "ss", a -> Results.text(trim(a.string(0), anyOf(a.string(1)), false, true)));
        registry.function(
                "TrimPrefix",
                "ss",
                a -> Results.text(
                        a.string(0).startsWith(a.string(1))
                                ? a.string(0).substring(a.string(1).length())
                                : a.string(0)));
        registry.function(
                "TrimSuffix",
                "ss",
                a -> Results.text(
                        a.string(0).endsWith(a.string(1))
                                ? a.string(0)
                                        .substring(
                                                0,
                                                a.string(0).length()
                                                        - a.string(1).length())
                                : a.string(0)));
        registerSearch(registry);
        registerSplit(registry);
    }

    private static void registerSearch(Registry registry) {
        registry.function(
                "Compare", "ss", a -> Results.integer(Integer.signum(Utf8Order.compare(a.string(0), a.string(1)))));
        registry.function("Index", "ss", a -> offset(a.string(0), a.string(0).indexOf(a.string(1))));
        registry.function(
                "LastIndex", "ss", a -> offset(a.string(0), a.string(0).lastIndexOf(a.string(1))));
        registry.function("IndexAny", "ss", a -> offset(a.string(0), firstOf(a.string(0), a.string(1), false)));
        registry.function("LastIndexAny", "ss", a -> offset(a.string(0), firstOf(a.string(0), a.string(1), true)));
        registry.function("Count", "ss", a -> Results.integer(count(a.string(0), a.string(1))));
        registry.function("Repeat", "si", StringsPackage::repeat);
        registry.function("Replace", "sssi", StringsPackage::replace);
        registry.function("Runes", "s", StringsPackage::runesOf);
        registry.function("SliceRunes", "sii", StringsPackage::sliceRunes);
        registry.function("ByteAt", "yi", StringsPackage::byteAt);
        registry.function("ByteSlice", "yii", StringsPackage::byteSlice);
    }

    private static void registerSplit(Registry registry) {
        registry.function("Split", "ss", a -> Results.texts(split(a.string(0), a.string(1), -1, false)));
        registry.function("SplitN", "ssi", a -> Results.texts(split(a.string(0), a.string(1), a.integer(2), false)));
        registry.function("SplitAfter", "ss", a -> Results.texts(split(a.string(0), a.string(1), -1, true)));
        registry.function(
                "SplitAfterN", "ssi", a -> Results.texts(split(a.string(0), a.string(1), a.integer(2), true)));
        registry.function("Fields", "s", a -> {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            a.string(0).codePoints().forEach(c -> {
                if (!isSpace(c)) {
                    field.appendCodePoint(c);
                } else if (field.length() > 0) {
                    fields.add(field.toString());
                    field.setLength(0);
                }
            });
            if (field.length() > 0) {
                fields.add(field.toString());
            }
            return Results.texts(fields);
        });
    }

    private static long runes(String text) {
        return text.codePointCount(0, text.length());
    }

    /** One code point at a time, so that no mapping changes the length, as in Go. */
    private static String map(String text, java.util.function.IntUnaryOperator mapping) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(mapping.applyAsInt(c)));
        return out.toString();
    }

    private static String firstOfWords(String text, java.util.function.IntUnaryOperator mapping) {
        StringBuilder out = new StringBuilder(text.length());
        int previous = ' ';
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            out.appendCodePoint(isSpace(previous) ? mapping.applyAsInt(c) : c);
            previous = c;
        }
        return out.toString();
    }

    /** The white space of Unicode, as Go defines it. */
    static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || c == 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    private static IntPredicate anyOf(String set) {
        return c -> set.codePoints().anyMatch(s -> s == c);
    }

    private static String trim(String text, IntPredicate cut, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && cut.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && cut.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static int firstOf(String text, String set, boolean last) {
        int found = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (anyOf(set).test(text.codePointAt(i))) {
                found = i;
                if (!last) {
                    break;
                }
            }
        }
        return found;
    }

    private static Data offset(String text, int index) {
        return Results.integer(index < 0 ? -1 : text.substring(0, index).getBytes(StandardCharsets.UTF_8).length);
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return runes(text) + 1;
        }
        long count = 0;
        for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
            count++;
        }
        return count;
    }

    private static Data repeat(Arguments arguments) {
        long times = arguments.longInt(1);
        if (times < 0) {
            throw new CallError("negative count");
        }
        String text = arguments.string(0);
        if (text.isEmpty()) {
            return Results.text("");
        }
        if (times > (1 << 20) / text.length()) {
            throw new CallError("the result is too long");
        }
        return Results.text(text.repeat((int) times));
    }

    private static Data replace(Arguments arguments) {
        String text = arguments.string(0);
        String from = arguments.string(1);
        String to = arguments.string(2);
        long limit = arguments.longInt(3);
        if (limit < 0) {
            limit = Long.MAX_VALUE;
        }
        if (from.equals(to) || limit == 0) {
            return Results.text(text);
        }
        StringBuilder out = new StringBuilder();
        int position = 0;
        long done = 0;
        while (done < limit) {
            int next;
            if (from.isEmpty()) {
                next = done == 0 ? 0 : position < text.length() ? text.offsetByCodePoints(position, 1) : -1;
            } else {
                next = text.indexOf(from, position);
            }
            if (next < 0) {
                break;
            }
            out.append(text, position, next).append(to);
            position = next + from.length();
            done++;
            if (out.length() > 1 << 20) {
                throw new CallError("the result is too long");
            }
        }
        return Results.text(out.append(text, position, text.length()).toString());
    }

    private static Data runesOf(Arguments arguments) {
        List<Data> runes = new ArrayList<>();
        arguments.string(0).codePoints().forEach(c -> runes.add(Results.integer(c)));
        return new Data.ListData(runes);
    }

    private static Data sliceRunes(Arguments arguments) {
        int[] runes = arguments.string(0).codePoints().toArray();
        long from = arguments.longInt(1);
        long to = arguments.longInt(2);
        if (from < 0 || from > to || to > runes.length) {
            throw new CallError("index out of range");
        }
        return Results.text(new String(runes, (int) from, (int) (to - from)));
    }

    private static Data byteAt(Arguments arguments) {
        byte[] bytes = arguments.bytes(0);
        long index = arguments.longInt(1);
        if (index < 0 || index >= bytes.length) {
            throw new CallError("index out of range");
        }
        return Results.integer(bytes[(int) index] & 0xff);
    }

    private static Data byteSlice(Arguments arguments) {
        byte[] bytes = arguments.bytes(0);
        long from = arguments.longInt(1);
        long to = arguments.longInt(2);
        if (from < 0 || from > to || to > bytes.length) {
            throw new CallError("index out of range");
        }
        return new Data.BytesData(Arrays.copyOfRange(bytes, (int) from, (int) to));
    }

    private static List<String> split(String text, String separator, int limit, boolean after) {
        List<String> parts = new ArrayList<>();
        if (limit == 0) {
            return parts;
        }
        if (separator.isEmpty()) {
            return characters(text, limit);
        }
        int position = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int next = text.indexOf(separator, position);
            if (next < 0) {
                break;
            }
            parts.add(text.substring(position, after ? next + separator.length() : next));
            position = next + separator.length();
        }
        parts.add(text.substring(position));
        return parts;
    }

    private static List<String> characters(String text, int limit) {
        List<String> parts = new ArrayList<>();
        int position = 0;
        while (position < text.length() && (limit < 0 || parts.size() < limit - 1)) {
            int next = text.offsetByCodePoints(position, 1);
            parts.add(text.substring(position, next));
            position = next;
        }
        if (position < text.length()) {
            parts.add(text.substring(position));
        }
        return parts;
    }
}
