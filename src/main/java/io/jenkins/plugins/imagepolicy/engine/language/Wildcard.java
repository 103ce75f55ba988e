package io.jenkins.plugins.imagepolicy.engine.language;

/**
 * Kyverno's wildcard patterns: {@code *} stands for any run of characters, {@code ?} for exactly one; whole text, case-sensitive,
 * no escapes. Linear in text times pattern at worst (no backtracking beyond the last star).
 */
public final class Wildcard {
    private Wildcard() {}

    /** Whether {@code pattern} has a wildcard at all. */
    public static boolean isPattern(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }

    /** Whether the whole of {@code text} fits {@code pattern}; an empty pattern fits the empty text alone. */
    public static boolean matches(String pattern, String text) {
        int[] wanted = pattern.codePoints().toArray();
        int[] given = text.codePoints().toArray();
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < given.length) {
            if (p < wanted.length && wanted[p] == '*') {
                star = p++;
                mark = t;
            } else if (p < wanted.length && (wanted[p] == '?' || wanted[p] == given[t])) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < wanted.length && wanted[p] == '*') {
            p++;
        }
        return p == wanted.length;
    }
}
