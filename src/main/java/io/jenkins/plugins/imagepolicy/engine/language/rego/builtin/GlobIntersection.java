package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether two simple patterns have a non-empty text in common: literals, {@code .}, {@code [a-z]}, and the flags
 * {@code *} and {@code +}, as {@code regex.globs_match} knows them. It finds what OPA's algorithm finds, which overlooks some
 * texts that both patterns match.
 */
final class GlobIntersection {
    private static final int MAX_TOKENS = 2_000;

    /** One token: what it matches, and how often. {@code chars} null is any character. */
    private record Token(Set<Integer> chars, boolean repeats, boolean optional) {
        boolean meets(Token that) {
            if (chars == null || that.chars == null) {
                return true;
            }
            return chars.stream().anyMatch(that.chars::contains);
        }
    }

    private final BuiltinContext context;

    private GlobIntersection(BuiltinContext context) {
        this.context = context;
    }

    static boolean intersect(BuiltinContext c, String left, String right) throws BuiltinException {
        List<Token> a = tokens(left);
        List<Token> b = tokens(right);
        c.size((long) a.size() * b.size());
        int prefix = 0;
        while (prefix < a.size() && prefix < b.size() && isSingle(a.get(prefix)) && isSingle(b.get(prefix))) {
            if (!a.get(prefix).meets(b.get(prefix))) {
                return false;
            }
            prefix++;
        }
        // One token of what both begin and end with stays, so that neither becomes empty.
        int from = Math.max(0, prefix - 1);
        int lastA = a.size() - 1;
        int lastB = b.size() - 1;
        while (lastA >= from && lastB >= from && isSingle(a.get(lastA)) && isSingle(b.get(lastB))) {
            if (!a.get(lastA).meets(b.get(lastB))) {
                return false;
            }
            lastA--;
            lastB--;
        }
        int kept = lastA < a.size() - 1 ? 1 : 0;
        return new GlobIntersection(c).meet(a.subList(from, lastA + 1 + kept), b.subList(from, lastB + 1 + kept));
    }

    private static boolean isSingle(Token token) {
        return !token.repeats;
    }

    private boolean meet(List<Token> a, List<Token> b) {
        int i = 0;
        while (i < a.size() && i < b.size()) {
            context.tick(1);
            if (!isSingle(a.get(i)) || !isSingle(b.get(i))) {
                return flagged(a.subList(i, a.size()), b.subList(i, b.size()));
            }
            if (!a.get(i).meets(b.get(i))) {
                return false;
            }
            i++;
        }
        return i == a.size() && i == b.size();
    }

    private boolean flagged(List<Token> a, List<Token> b) {
        List<Token> repeated = isSingle(a.get(0)) ? b : a;
        List<Token> other = repeated == a ? b : a;
        if (repeated.get(0).optional) {
            return gobble(repeated, other);
        }
        if (!repeated.get(0).meets(other.get(0))) {
            return false;
        }
        return gobble(repeated, other.subList(1, other.size()))
                || (!isSingle(other.get(0)) && meet(repeated.subList(1, repeated.size()), other));
    }

    /** Takes tokens of the other pattern for the repeated one until what follows it matches the rest. */
    private boolean gobble(List<Token> repeated, List<Token> other) {
        Token token = repeated.get(0);
        Token next = repeated.size() > 1 ? repeated.get(1) : null;
        for (int i = 0; i < other.size(); i++) {
            context.tick(1);
            boolean ends = next != null && other.get(i).meets(next);
            if (ends && meet(repeated.subList(1, repeated.size()), other.subList(i, other.size()))) {
                return true;
            }
            if (!other.get(i).meets(token)) {
                return false;
            }
        }
        return next == null;
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
