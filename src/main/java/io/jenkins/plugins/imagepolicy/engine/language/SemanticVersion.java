package io.jenkins.plugins.imagepolicy.engine.language;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A semantic version (semver.org 2.0.0): three numbers, an optional pre-release; build metadata is read and does not count. */
public record SemanticVersion(BigInteger major, BigInteger minor, BigInteger patch, List<String> preRelease)
        implements Comparable<SemanticVersion> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,30})";
    private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";
    private static final Pattern SYNTAX = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + IDENTIFIER + "(?:\\." + IDENTIFIER + "){0,20}))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+){0,20})?");
    private static final int LONGEST = 256;

    public SemanticVersion {
        preRelease = List.copyOf(preRelease);
    }

    /** Empty when {@code text} is no complete semantic version. */
    public static Optional<SemanticVersion> parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new SemanticVersion(
                new BigInteger(parts.group(1)),
                new BigInteger(parts.group(2)),
                new BigInteger(parts.group(3)),
                parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\."))));
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int core = major.compareTo(other.major);
        core = core != 0 ? core : minor.compareTo(other.minor);
        core = core != 0 ? core : patch.compareTo(other.patch);
        if (core != 0) {
            return core;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            int order = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int compareIdentifiers(String one, String other) {
        boolean oneNumeric = one.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean otherNumeric = other.chars().allMatch(c -> c >= '0' && c <= '9');
        if (oneNumeric && otherNumeric) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        return oneNumeric != otherNumeric ? (oneNumeric ? -1 : 1) : one.compareTo(other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (preRelease.isEmpty() ? "" : "-" + String.join(".", preRelease));
    }
}
