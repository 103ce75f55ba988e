package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A compiled pattern and what a character of text costs it. Matching cannot be interrupted, so its cost is charged
 * before it starts.
 */
final class Regex {
    private static final int MAX_PATTERN = 10_000;
    /** Go refuses repetitions that multiply to more; without that bound a short pattern fills the memory. */
    private static final int MAX_REPEAT = 1_000;

    private final Pattern pattern;
    private final long cost;

    private Regex(Pattern pattern, long cost) {
        this.pattern = pattern;
        this.cost = cost;
    }

    static Regex of(String text) throws BuiltinException {
        if (text.length() > MAX_PATTERN) {
            throw BuiltinException.of("regular expression is too long");
        }
        int repeat = repetition(text);
        if (repeat > MAX_REPEAT) {
            throw BuiltinException.of("error parsing regexp: invalid repeat count");
        }
        try {
            return new Regex(Pattern.compile(text), (long) text.length() * repeat);
        } catch (PatternSyntaxException e) {
            throw BuiltinException.of("error parsing regexp: " + e.getMessage());
        }
    }

    Matcher matcher(BuiltinContext c, String text) {
        c.tick(text.length() * cost >> 6);
        return pattern.matcher(text);
    }

    /** The largest product of counted repetitions that lie in each other. */
    private static int repetition(String text) {
        Deque<Integer> around = new ArrayDeque<>();
        int level = 1;
        int atom = 1;
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch == '\\') {
                i++;
                atom = 1;
            } else if (ch == '[') {
                i = Math.max(i, text.indexOf(']', i + 2));
                atom = 1;
            } else if (ch == '(') {
                around.push(level);
                level = 1;
            } else if (ch == ')' && !around.isEmpty()) {
                atom = level;
                level = Math.max(level, around.pop());
            } else if (ch == '{') {
                atom = Math.min(MAX_REPEAT + 1, atom * count(text, i + 1));
                level = Math.max(level, atom);
            } else if ("}*+?|0123456789,".indexOf(ch) < 0) {
                atom = 1;
            }
        }
        return around.stream().reduce(level, Math::max);
    }

    /** The larger of the numbers in {@code {n,m}}; 1 where the braces are plain text. */
    private static int count(String text, int from) {
        int end = text.indexOf('}', from);
        String body = end < 0 ? "" : text.substring(from, end);
        if (!body.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            return 1;
        }
        int most = 1;
        for (String n : body.split(",")) {
            most = Math.max(most, Math.min(MAX_REPEAT + 1, Integer.parseInt(n)));
        }
        return most;
    }
}
