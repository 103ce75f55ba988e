package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Regular expressions of RE2, whose time grows linearly with the text. */
final class RegularExpressions {
    private static final int MAX_KEPT = 1_000;

    private RegularExpressions() {}

    static void register(Registry r) {
        r.add("regex.match", "string, string -> boolean", RegularExpressions::match);
        r.deprecated("re_match", "string, string -> boolean", RegularExpressions::match);
        r.add("regex.is_valid", "string -> boolean", RegularExpressions::isValid);
        r.add("regex.split", "string, string -> array[string]", RegularExpressions::split);
        r.add("regex.find_n", "string, string, number -> array[string]", RegularExpressions::findN);
        r.add(
                "regex.find_all_string_submatch_n",
                "string, string, number -> array[array[string]]",
                RegularExpressions::findSubmatches);
        r.add("regex.replace", "string, string, string -> string", RegularExpressions::replace);
        r.add("regex.template_match", "string, string, string, string -> boolean", RegularExpressions::template);
        r.add(
                "regex.globs_match",
                "string, string -> boolean",
                (c, a) -> BooleanValue.of(GlobIntersection.intersect(c, Args.string(a, 1), Args.string(a, 2))));
    }

    static Regex compile(BuiltinContext c, String pattern) throws BuiltinException {
        Object known = c.patterns().get(pattern);
        if (known != null) {
            return (Regex) known;
        }
        c.tick(pattern.length());
        Regex compiled = Regex.of(pattern);
        if (c.patterns().size() < MAX_KEPT) {
            c.patterns().put(pattern, compiled);
        }
        return compiled;
    }

    private static Value match(BuiltinContext c, Value[] a) throws BuiltinException {
        Regex pattern = compile(c, Args.string(a, 1));
        String text = Args.string(a, 2);
        return BooleanValue.of(pattern.matcher(c, text).find());
    }

    private static Value isValid(BuiltinContext c, Value[] a) {
        if (!(a[0] instanceof StringValue s)) {
            return BooleanValue.FALSE;
        }
        try {
            compile(c, s.value());
            return BooleanValue.TRUE;
        } catch (BuiltinException e) {
            return BooleanValue.FALSE;
        }
    }

    /** Takes the matches in turn; false stops. */
    private interface OnMatch {
        boolean accept(Matcher m);
    }

    /** All matches as Go finds them: an empty one right behind another does not count. */
    private static void each(BuiltinContext c, Regex pattern, String text, OnMatch action) {
        Matcher m = pattern.matcher(c, text);
        int position = 0;
        int last = -1;
        while (position <= text.length() && m.find(position)) {
            c.tick(1 + ((m.end() - position) >> 3));
            boolean empty = m.end() == position;
            boolean accepted = !(empty && m.start() == last);
            last = m.end();
            if (empty) {
                position += position < text.length() ? Character.charCount(text.codePointAt(position)) : 1;
            } else {
                position = m.end();
            }
            if (accepted && !action.accept(m)) {
                return;
            }
        }
    }

    private static Value split(BuiltinContext c, Value[] a) throws BuiltinException {
        Regex pattern = compile(c, Args.string(a, 1));
        String text = Args.string(a, 2);
        if (text.isEmpty()) {
            return ArrayValue.owning(StringValue.EMPTY);
        }
        List<Value> parts = new ArrayList<>();
        int[] at = new int[2];
        each(c, pattern, text, m -> {
            if (m.end() != 0) {
                at[1] = m.start();
                parts.add(StringValue.of(text.substring(at[0], at[1])));
                at[0] = m.end();
            }
            return true;
        });
        if (at[1] != text.length()) {
            parts.add(StringValue.of(text.substring(at[0])));
        }
        return ArrayValue.of(parts);
    }

    private static Value findN(BuiltinContext c, Value[] a) throws BuiltinException {
        Regex pattern = compile(c, Args.string(a, 1));
        String text = Args.string(a, 2);
        int n = Args.integer(a, 3);
        List<Value> found = new ArrayList<>();
        if (n != 0) {
            each(c, pattern, text, m -> {
                found.add(StringValue.of(m.group()));
                return n < 0 || found.size() < n;
            });
        }
        return ArrayValue.of(found);
    }

    private static Value findSubmatches(BuiltinContext c, Value[] a) throws BuiltinException {
        Regex pattern = compile(c, Args.string(a, 1));
        String text = Args.string(a, 2);
        int n = Args.integer(a, 3);
        List<Value> found = new ArrayList<>();
        if (n != 0) {
            each(c, pattern, text, m -> {
                Value[] groups = new Value[m.groupCount() + 1];
                for (int i = 0; i < groups.length; i++) {
                    groups[i] = StringValue.of(m.group(i) == null ? "" : m.group(i));
                }
                found.add(ArrayValue.owning(groups));
                return n < 0 || found.size() < n;
            });
        }
        return ArrayValue.of(found);
    }

    private static Value replace(BuiltinContext c, Value[] a) throws BuiltinException {
        String text = Args.string(a, 1);
        Regex pattern = compile(c, Args.string(a, 2));
        String by = Args.string(a, 3);
        StringBuilder out = new StringBuilder();
        int[] from = new int[1];
        each(c, pattern, text, m -> {
            out.append(text, from[0], m.start());
            expand(by, m, out);
            from[0] = m.end();
            c.size(out.length());
            return true;
        });
        return StringValue.of(out.append(text, from[0], text.length()).toString());
    }

    /** Go's template of a replacement: {@code $1}, {@code ${name}}, {@code $$}. */
    private static void expand(String template, Matcher m, StringBuilder out) {
        int i = 0;
        while (i < template.length()) {
            char ch = template.charAt(i++);
            if (ch != '$' || i == template.length()) {
                out.append(ch);
                continue;
            }
            if (template.charAt(i) == '$') {
                out.append('$');
                i++;
                continue;
            }
            boolean braces = template.charAt(i) == '{';
            int start = braces ? i + 1 : i;
            int end = start;
            while (end < template.length()
                    && (Character.isLetterOrDigit(template.charAt(end)) || template.charAt(end) == '_')) {
                end++;
            }
            if (end == start || braces && (end == template.length() || template.charAt(end) != '}')) {
                out.append('$');
                continue;
            }
            String group = group(m, template.substring(start, end));
            out.append(group == null ? "" : group);
            i = braces ? end + 1 : end;
        }
    }

    private static String group(Matcher m, String name) {
        if (name.matches("[0-9]{1,8}")) {
            int n = Integer.parseInt(name);
            return n <= m.groupCount() ? m.group(n) : null;
        }
        try {
            return m.group(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Value template(BuiltinContext c, Value[] a) throws BuiltinException {
        String template = Args.string(a, 1);
        String text = Args.string(a, 2);
        String open = Args.string(a, 3);
        String close = Args.string(a, 4);
        if (open.length() != 1 || close.length() != 1) {
            throw BuiltinException.of("invalid delimiters");
        }
        StringBuilder pattern = new StringBuilder("^");
        int level = 0;
        int from = 0;
        for (int i = 0; i < template.length(); i++) {
            if (template.charAt(i) == open.charAt(0)) {
                if (level++ == 0) {
                    pattern.append(Pattern.quote(template.substring(from, i)));
                    from = i + 1;
                }
            } else if (template.charAt(i) == close.charAt(0)) {
                level--;
                if (level == 0) {
                    pattern.append('(').append(template, from, i).append(')');
                    from = i + 1;
                } else if (level < 0) {
                    throw BuiltinException.of("unbalanced braces in " + template);
                }
            }
        }
        if (level != 0) {
            throw BuiltinException.of("unbalanced braces in " + template);
        }
        pattern.append(Pattern.quote(template.substring(from))).append('$');
        return BooleanValue.of(compile(c, pattern.toString()).matcher(c, text).find());
    }
}
