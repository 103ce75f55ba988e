package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.NUMBER;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.OBJECT;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.imagepolicy.engine.language.SemanticVersion;
import io.jenkins.plugins.imagepolicy.engine.language.VersionRange;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Kyverno's functions on text. Regular expressions are RE2: linear in the text. */
final class TextFunctions {
    private TextFunctions() {}

    static Map<String, Function> all() {
        Functions.Table table = new Functions.Table();
        table.add("compare", a -> IntNode.valueOf(Integer.signum(compareBytes(a.text(0), a.text(1)))), STRING, STRING)
                .add("equal_fold", a -> BooleanNode.valueOf(a.text(0).equalsIgnoreCase(a.text(1))), STRING, STRING)
                .add("replace", TextFunctions::replace, STRING, STRING, STRING, NUMBER)
                .add(
                        "replace_all",
                        a -> TextNode.valueOf(replace(a.text(0), a.text(1), a.text(2), -1)),
                        STRING,
                        STRING,
                        STRING)
                .add("to_upper", a -> TextNode.valueOf(a.text(0).toUpperCase(Locale.ROOT)), STRING)
                .add("to_lower", a -> TextNode.valueOf(a.text(0).toLowerCase(Locale.ROOT)), STRING)
                .add("trim", a -> TextNode.valueOf(trim(a.text(0), a.text(1))), STRING, STRING)
                .add("trim_prefix", TextFunctions::trimPrefix, STRING, STRING)
                .add("split", TextFunctions::split, STRING, STRING)
                .add("truncate", TextFunctions::truncate, STRING, NUMBER)
                .add("to_boolean", TextFunctions::toBoolean, STRING)
                .add("path_canonicalize", a -> TextNode.valueOf(clean(a.text(0))), STRING)
                .add("semver_compare", TextFunctions::semver, STRING, STRING);
        patterns(table);
        return table.done();
    }

    private static void patterns(Functions.Table table) {
        Set<Function.Type> textOrNumber = Set.of(STRING, NUMBER);
        table.add(
                        "regex_match",
                        a -> BooleanNode.valueOf(
                                pattern(a, 0).matcher(plain(a.get(1))).find()),
                        STRING,
                        textOrNumber)
                .add(
                        "pattern_match",
                        a -> BooleanNode.valueOf(Wildcard.matches(a.text(0), plain(a.get(1)))),
                        STRING,
                        textOrNumber)
                .add("regex_replace_all", a -> regexReplace(a, true), STRING, textOrNumber, textOrNumber)
                .add("regex_replace_all_literal", a -> regexReplace(a, false), STRING, textOrNumber, textOrNumber)
                .add("label_match", TextFunctions::labelMatch, OBJECT, OBJECT);
    }

    private static int compareBytes(String one, String other) {
        return java.util.Arrays.compare(
                one.codePoints().toArray(), other.codePoints().toArray());
    }

    private static JsonNode replace(Arguments a) {
        return TextNode.valueOf(replace(a.text(0), a.text(1), a.text(2), (int) a.number(3)));
    }

    private static String replace(String in, String old, String with, int times) {
        if (old.isEmpty() || times == 0) {
            return times != 0 && times < 0 ? in.replace(old, with) : in;
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        int done = 0;
        for (int next = in.indexOf(old); next >= 0 && (times < 0 || done < times); next = in.indexOf(old, at)) {
            result.append(in, at, next).append(with);
            at = next + old.length();
            done++;
        }
        return result.append(in.substring(at)).toString();
    }

    private static String trim(String text, String set) {
        int[] all = text.codePoints().toArray();
        int from = 0;
        int to = all.length;
        while (from < to && set.indexOf(all[from]) >= 0) {
            from++;
        }
        while (to > from && set.indexOf(all[to - 1]) >= 0) {
            to--;
        }
        return new String(all, from, to - from);
    }

    private static JsonNode trimPrefix(Arguments a) {
        return a.text(0).startsWith(a.text(1))
                ? TextNode.valueOf(a.text(0).substring(a.text(1).length()))
                : a.get(0);
    }

    private static JsonNode split(Arguments a) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String text = a.text(0);
        String separator = a.text(1);
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
            return parts;
        }
        int at = 0;
        for (int next = text.indexOf(separator); next >= 0; next = text.indexOf(separator, at)) {
            parts.add(text.substring(at, next));
            at = next + separator.length();
        }
        return parts.add(text.substring(at));
    }

    private static JsonNode truncate(Arguments a) {
        int[] all = a.text(0).codePoints().toArray();
        int length = (int) Math.max(0, Math.min(all.length, Math.floor(a.number(1))));
        return TextNode.valueOf(new String(all, 0, length));
    }

    private static JsonNode toBoolean(Arguments a) throws JmesPathException {
        return switch (a.text(0).toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw a.invalid("'true' or 'false' is expected");
        };
    }

    /** As Go's {@code path.Clean}. */
    private static String clean(String path) {
        Deque<String> parts = new ArrayDeque<>();
        boolean rooted = path.startsWith("/");
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
                parts.removeLast();
            } else if (part.equals("..") && rooted || part.isEmpty() || part.equals(".")) {
                continue;
            } else {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    private static JsonNode semver(Arguments a) throws JmesPathException {
        SemanticVersion version =
                SemanticVersion.parse(a.text(0)).orElseThrow(() -> a.invalid("the first argument is no version"));
        VersionRange range =
                VersionRange.parse(a.text(1)).orElseThrow(() -> a.invalid("the second argument is no version range"));
        return BooleanNode.valueOf(range.contains(version));
    }

    private static Pattern pattern(Arguments a, int index) throws JmesPathException {
        try {
            return Pattern.compile(a.text(index));
        } catch (PatternSyntaxException e) {
            throw a.invalid("the regular expression cannot be read: " + e.getDescription());
        }
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : CompactJson.write(value);
    }

    private static JsonNode regexReplace(Arguments a, boolean expand) throws JmesPathException {
        Matcher matcher = pattern(a, 0).matcher(plain(a.get(1)));
        String text = plain(a.get(1));
        String replacement = plain(a.get(2));
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            result.append(text, at, matcher.start()).append(expand ? expand(replacement, matcher) : replacement);
            at = matcher.end();
        }
        return TextNode.valueOf(result.append(text.substring(at)).toString());
    }

    /** Go's templates: {@code $1}, {@code ${name}}, {@code $$}; what names no group is empty. */
    private static String expand(String template, Matcher matcher) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c != '$' || at + 1 == template.length()) {
                result.append(c);
                at++;
            } else if (template.charAt(at + 1) == '$') {
                result.append('$');
                at += 2;
            } else {
                boolean braces = template.charAt(at + 1) == '{';
                int start = at + (braces ? 2 : 1);
                int end = start;
                while (end < template.length()
                        && (Character.isLetterOrDigit(template.charAt(end)) || template.charAt(end) == '_')) {
                    end++;
                }
                if (end == start || braces && (end == template.length() || template.charAt(end) != '}')) {
                    result.append(c);
                    at++;
                } else {
                    result.append(group(matcher, template.substring(start, end)));
                    at = braces ? end + 1 : end;
                }
            }
        }
        return result.toString();
    }

    private static String group(Matcher matcher, String name) {
        String found = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            found = name.length() < 4 && Integer.parseInt(name) <= matcher.groupCount()
                    ? matcher.group(Integer.parseInt(name))
                    : null;
        } else {
            try {
                found = matcher.group(name);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
        return found == null ? "" : found;
    }

    private static JsonNode labelMatch(Arguments a) {
        for (Map.Entry<String, JsonNode> wanted : a.get(0).properties()) {
            JsonNode actual = a.get(1).get(wanted.getKey());
            if (actual == null || !Json.equal(actual, wanted.getValue())) {
                return BooleanNode.FALSE;
            }
        }
        return BooleanNode.TRUE;
    }
}
