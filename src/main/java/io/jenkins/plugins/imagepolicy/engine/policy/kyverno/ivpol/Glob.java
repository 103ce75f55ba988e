package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** Globs as gobwas/glob reads them without separators: {@code * ** ? [abc] [!a-z] {a,b} \}. */
final class Glob {
    private static final int LONGEST = 1_000;

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Empty when the text is no glob. */
    static Optional<Glob> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder regex = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '*' -> regex.append("(?s:.*)");
                case '?' -> regex.append("(?s:.)");
                case '{' -> {
                    depth++;
                    regex.append("(?:");
                }
                case '}' -> {
                    if (--depth < 0) {
                        return Optional.empty();
                    }
                    regex.append(')');
                }
                case ',' -> regex.append(depth > 0 ? "|" : ",");
                case '\\' -> {
                    if (++at == text.length()) {
                        return Optional.empty();
                    }
                    regex.append(Pattern.quote(text.substring(at, at + 1)));
                }
                case '[' -> {
                    int end = text.indexOf(']', at + 2);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    String members = text.substring(at + 1, end);
                    boolean negated = members.startsWith("!");
                    String plain = (negated ? members.substring(1) : members)
                            .replace("\\", "\\\\")
                            .replace("[", "\\[")
                            .replace("^", "\\^");
                    regex.append(negated ? "[^" : "[").append(plain).append(']');
                    at = end;
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return depth == 0 ? Optional.of(new Glob(Pattern.compile(regex.toString()))) : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    boolean matches(String text) {
        return pattern.matches(text);
    }
}
