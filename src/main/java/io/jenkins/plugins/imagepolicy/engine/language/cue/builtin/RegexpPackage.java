package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Package regexp: RE2 syntax, linear time. */
final class RegexpPackage {
    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_RESULT = 1 << 20;
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:\\$|([\\p{L}\\p{Nd}_]+)|\\{([\\p{L}\\p{Nd}_]+)\\})");

    private RegexpPackage() {}

    static void register(Registry registry) {
        registry.predicate(
                "Match",
                "ss",
                a -> Data.of(compile(a.string(0)).matcher(a.string(1)).find()));
        registry.predicate("Valid", "s", a -> {
            compile(a.string(0));
            return Data.TRUE;
        });
        registry.function("QuoteMeta", "s", a -> Results.text(quote(a.string(0))));
        registry.function("Find", "ss", a -> {
            Matcher matcher = found(a);
            return Results.text(matcher.group());
        });
        registry.function("FindSubmatch", "ss", a -> groups(found(a)));
        registry.function("FindNamedSubmatch", "ss", a -> named(found(a)));
        registry.function("FindAll", "ssi", a -> all(a, m -> new Data.StringData(m.group())));
        registry.function("FindAllSubmatch", "ssi", a -> all(a, RegexpPackage::groups));
        registry.function("FindAllNamedSubmatch", "ssi", a -> all(a, RegexpPackage::named));
        registry.function("ReplaceAll", "sss", a -> replace(a, true));
        registry.function("ReplaceAllLiteral", "sss", a -> replace(a, false));
    }

    private static Pattern compile(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw CueFault.limit(-1, "a regular expression is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new CallError("error parsing regexp: " + e.getDescription());
        }
    }

    /** Escapes what has a meaning in an expression, as Go does. */
    private static String quote(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    private static Matcher found(Arguments arguments) {
        Matcher matcher = compile(arguments.string(0)).matcher(arguments.string(1));
        if (!matcher.find()) {
            throw new CallError("no match");
        }
        return matcher;
    }

    private static Data groups(Matcher matcher) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i) == null ? "" : matcher.group(i));
        }
        return Results.texts(groups);
    }

    private static Data named(Matcher matcher) {
        Map<String, Data> groups = new LinkedHashMap<>();
        for (String name : new TreeMap<>(matcher.pattern().namedGroups()).keySet()) {
            String group = matcher.group(name);
            groups.put(name, new Data.StringData(group == null ? "" : group));
        }
        return new Data.StructData(groups);
    }

    private static Data all(Arguments arguments, java.util.function.Function<Matcher, Data> result) {
        Matcher matcher = compile(arguments.string(0)).matcher(arguments.string(1));
        long limit = arguments.longInt(2);
        List<Data> matches = new ArrayList<>();
        int previous = -1;
        while ((limit < 0 || matches.size() < limit) && matcher.find()) {
            if (matcher.start() == matcher.end() && matcher.start() == previous) {
                continue;
            }
            previous = matcher.end();
            matches.add(result.apply(matcher));
        }
        if (matches.isEmpty()) {
            throw new CallError("no match");
        }
        return new Data.ListData(matches);
    }

    /** Matches from left to right; not an empty one right after another, as in Go. */
    private static Data replace(Arguments arguments, boolean expand) {
        Matcher matcher = compile(arguments.string(0)).matcher(arguments.string(1));
        String text = arguments.string(1);
        String replacement = arguments.string(2);
        StringBuilder out = new StringBuilder();
        int end = 0;
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            out.append(text, end, matcher.start());
            if (matcher.end() > end || matcher.start() == 0) {
                out.append(expand ? expand(replacement, matcher) : replacement);
            }
            if (out.length() > MAX_RESULT) {
                throw new CallError("the result is too long");
            }
            end = matcher.end();
            int next = from < text.length() ? text.offsetByCodePoints(from, 1) : from + 1;
            from = Math.max(next, end);
        }
        return Results.text(out.append(text, end, text.length()).toString());
    }

    /** {@code $1}, {@code $name} and {@code ${name}} stand for groups, {@code $$} for a dollar. source: Go, Regexp.Expand */
    private static String expand(String replacement, Matcher matcher) {
        StringBuilder out = new StringBuilder();
        Matcher reference = REFERENCE.matcher(replacement);
        int end = 0;
        while (reference.find()) {
            out.append(replacement, end, reference.start());
            end = reference.end();
            String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
            out.append(name == null ? "$" : group(name, matcher));
        }
        return out.append(replacement, end, replacement.length()).toString();
    }

    private static String group(String name, Matcher matcher) {
        String group = null;
        if (name.matches("[0-9]+")) {
            boolean known = name.length() < 9 && Integer.parseInt(name) <= matcher.groupCount();
            group = known ? matcher.group(Integer.parseInt(name)) : null;
        } else if (matcher.pattern().namedGroups().containsKey(name)) {
            group = matcher.group(name);
        }
        return group == null ? "" : group;
    }
}
