package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether two simple patterns have a non-empty text in common: literals, {@code .}, {@code [a-z]}, and the flags
 * {@code *} and {@code +}, as {@code regex.globs_match} knows them.
 */
final class GlobIntersection {
    private static final int MAX_TOKENS = 2_000;

    private GlobIntersection() {}

    /** One token: what it matches, and how often. {@code chars} null is any character. */
    private record Token(Set<Integer> chars, boolean repeats, boolean optional) {
        boolean meets(Token that) {
            if (chars == null || that.chars == null) {
                return true;
            }
            return chars.stream().anyMatch(that.chars::contains);
        }
    }

    static boolean intersect(BuiltinContext c, String left, String right) throws BuiltinException {
        List<Token> a = tokens(left);
        List<Token> b = tokens(right);
        c.size((long) a.size() * b.size());
        int width = b.size() + 1;
        BitSet seen = new BitSet();
        Deque<int[]> waiting = new ArrayDeque<>();
        push(waiting, seen, width, 0, 0);
        while (!waiting.isEmpty()) {
            c.tick(1);
            int[] at = waiting.poll();
            int i = at[0];
            int j = at[1];
            if (i == a.size() && j == b.size()) {
                return true;
            }
            Token x = i < a.size() ? a.get(i) : null;
            Token y = j < b.size() ? b.get(j) : null;
            if (x != null && x.optional) {
                push(waiting, seen, width, i + 1, j);
            }
            if (y != null && y.optional) {
                push(waiting, seen, width, i, j + 1);
            }
            if (x != null && y != null && x.meets(y)) {
                push(waiting, seen, width, i + 1, j + 1);
                if (x.repeats) {
                    push(waiting, seen, width, i, j + 1);
                }
                if (y.repeats) {
                    push(waiting, seen, width, i + 1, j);
                }
            }
        }
        return false;
    }

    private static void push(Deque<int[]> waiting, BitSet seen, int width, int i, int j) {
        if (!seen.get(i * width + j)) {
            seen.set(i * width + j);
            waiting.add(new int[] {i, j});
        }
    }

    private static List<Token> tokens(String pattern) throws BuiltinException {
        int[] p = pattern.codePoints().toArray();
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < p.length) {
            Set<Integer> chars = null;
            if (p[i] == '*' || p[i] == '+') {
                throw BuiltinException.of("input:" + pattern + ", pos:" + i + ": flag must be preceded by a non-flag");
            }
            if (p[i] == ']') {
                throw BuiltinException.of("input:" + pattern + ", pos:" + i + ": set-close ']' with no preceding '['");
            }
            if (p[i] == '[') {
                chars = new HashSet<>();
                i = set(p, i + 1, chars, pattern);
            } else if (p[i] == '\\') {
                if (i + 1 == p.length) {
                    throw BuiltinException.of("input:" + pattern + ", pos:" + i + ": trailing escape");
                }
                chars = Set.of(p[i + 1]);
                i += 2;
            } else {
                chars = p[i] == '.' ? null : Set.of(p[i]);
                i++;
            }
            boolean star = i < p.length && p[i] == '*';
            boolean plus = i < p.length && p[i] == '+';
            i += star || plus ? 1 : 0;
            tokens.add(new Token(chars, star || plus, star));
            if (tokens.size() > MAX_TOKENS) {
                throw BuiltinException.of("pattern is too long");
            }
        }
        return tokens;
    }

    private static int set(int[] p, int from, Set<Integer> chars, String pattern) throws BuiltinException {
        int i = from;
        while (i < p.length && p[i] != ']') {
            int low = p[i];
            if (low == '\\' && i + 1 < p.length) {
                low = p[++i];
            }
            i++;
            if (i + 1 < p.length && p[i] == '-' && p[i + 1] != ']') {
                int high = p[i + 1];
                if (high < low) {
                    throw BuiltinException.of("input:" + pattern + ": range is out of order");
                }
                if (high - low > 70_000) {
                    throw BuiltinException.of("input:" + pattern + ": range is too big");
                }
                for (int ch = low; ch <= high; ch++) {
                    chars.add(ch);
                }
                i += 2;
            } else {
                chars.add(low);
            }
        }
        if (i >= p.length) {
            throw BuiltinException.of("input:" + pattern + ": set without closing ']'");
        }
        return i + 1;
    }
}
