package io.jenkins.plugins.imagepolicy.engine.language;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Random text made by a pattern of literals, classes ({@code [a-z0-9]}, {@code \d}, {@code \w}), {@code .} and the
 * counts {@code ? {n} {n,m}}.
 */
public final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MOST = 1_000;

    private final String pattern;
    private int at;

    private RandomText(String pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when the pattern cannot be followed; the message says why */
    public static String of(String pattern) {
        return new RandomText(pattern).run();
    }

    private String run() {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("no pattern provided");
        }
        StringBuilder text = new StringBuilder();
        while (at < pattern.length()) {
            String choice = choice();
            for (int count = count(); count > 0; count--) {
                text.append(choice.charAt(RANDOM.nextInt(choice.length())));
            }
        }
        return text.toString();
    }

    private String choice() {
        char c = pattern.charAt(at++);
        if (c == '[') {
            return characterClass();
        }
        if (c == '.') {
            return LETTERS + DIGITS;
        }
        if (c == '\\' && at < pattern.length()) {
            return escaped(pattern.charAt(at++));
        }
        if ("()|*+^$".indexOf(c) >= 0) {
            throw new IllegalArgumentException("'" + c + "' in the pattern is not supported");
        }
        return String.valueOf(c);
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'd' -> DIGITS;
            case 'w' -> LETTERS + DIGITS + "_";
            default -> String.valueOf(c);
        };
    }

    private String characterClass() {
        List<Character> members = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            char from = pattern.charAt(at++);
            if (from == '^' && members.isEmpty()) {
                throw new IllegalArgumentException("a negated class is not supported");
            }
            if (from == '\\' && at < pattern.length()) {
                escaped(pattern.charAt(at++)).chars().forEach(c -> members.add((char) c));
            } else if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                for (int c = from; c <= pattern.charAt(at + 1); c++) {
                    members.add((char) c);
                }
                at += 2;
            } else {
                members.add(from);
            }
        }
        if (at == pattern.length() || members.isEmpty()) {
            throw new IllegalArgumentException("the class in the pattern is not closed");
        }
        at++;
        StringBuilder all = new StringBuilder();
        members.forEach(all::append);
        return all.toString();
    }

    private int count() {
        if (at == pattern.length()) {
            return 1;
        }
        if (pattern.charAt(at) == '?') {
            at++;
            return RANDOM.nextInt(2);
        }
        if (pattern.charAt(at) != '{') {
            return 1;
        }
        int end = pattern.indexOf('}', at);
        String[] bounds =
                end < 0 ? new String[0] : pattern.substring(at + 1, end).split(",");
        try {
            int fewest = Integer.parseInt(bounds[0]);
            int most = bounds.length > 1 ? Integer.parseInt(bounds[1]) : fewest;
            if (fewest < 0 || most < fewest || most > MOST) {
                throw new IllegalArgumentException("the count in the pattern is out of range");
            }
            at = end + 1;
            return fewest + RANDOM.nextInt(most - fewest + 1);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the count in the pattern cannot be read");
        }
    }
}
