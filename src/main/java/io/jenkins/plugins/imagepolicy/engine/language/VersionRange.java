package io.jenkins.plugins.imagepolicy.engine.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions as blang/semver reads it: comparisons side by side all hold, {@code ||} separates alternatives,
 * {@code 1.2.x} stands for its whole line. {@code !1.x} expands to two bounds that both must hold, so it fits nothing: upstream's
 * behaviour, kept.
 */
public final class VersionRange {
    private static final Pattern COMPARISON = Pattern.compile("(>=|<=|==|!=|>|<|=|!|)([0-9A-Za-z.+-]+)");
    private static final Pattern LINE = Pattern.compile("([0-9]{1,30})\\.(?:x|x\\.x|([0-9]{1,30})\\.x)");

    private record Bound(IntPredicate order, SemanticVersion version) {
        boolean fits(SemanticVersion candidate) {
            return order.test(candidate.compareTo(version));
        }
    }

    private final List<List<Bound>> alternatives;

    private VersionRange(List<List<Bound>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Empty when {@code text} is no range. */
    public static Optional<VersionRange> parse(String text) {
        List<List<Bound>> alternatives = new ArrayList<>();
        String joined = text.strip().replaceAll("(>=|<=|==|!=|>|<|=|!)\\s+", "$1");
        for (String alternative : joined.split("\\|\\|", -1)) {
            List<Bound> bounds = new ArrayList<>();
            for (String comparison : alternative.strip().split("\\s+")) {
                Optional<List<Bound>> found = bounds(comparison);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                bounds.addAll(found.get());
            }
            alternatives.add(bounds);
        }
        return Optional.of(new VersionRange(alternatives));
    }

    public boolean contains(SemanticVersion version) {
        return alternatives.stream().anyMatch(all -> all.stream().allMatch(b -> b.fits(version)));
    }

    private static Optional<List<Bound>> bounds(String comparison) {
        Matcher parts = COMPARISON.matcher(comparison);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String operator = parts.group(1);
        Matcher line = LINE.matcher(parts.group(2));
        if (line.matches()) {
            return Optional.of(line(operator, line));
        }
        return SemanticVersion.parse(parts.group(2)).map(version -> List.of(new Bound(order(operator), version)));
    }

    private static List<Bound> line(String operator, Matcher line) {
        BigInteger major = new BigInteger(line.group(1));
        BigInteger minor = line.group(2) == null ? BigInteger.ZERO : new BigInteger(line.group(2));
        SemanticVersion from = new SemanticVersion(major, minor, BigInteger.ZERO, List.of());
        SemanticVersion to = line.group(2) == null
                ? new SemanticVersion(major.add(BigInteger.ONE), BigInteger.ZERO, BigInteger.ZERO, List.of())
                : new SemanticVersion(major, minor.add(BigInteger.ONE), BigInteger.ZERO, List.of());
        Bound atLeastFrom = new Bound(order(">="), from);
        Bound atLeastTo = new Bound(order(">="), to);
        Bound belowFrom = new Bound(order("<"), from);
        Bound belowTo = new Bound(order("<"), to);
        return switch (operator) {
            case ">" -> List.of(atLeastTo);
            case ">=" -> List.of(atLeastFrom);
            case "<" -> List.of(belowFrom);
            case "<=" -> List.of(belowTo);
            case "!", "!=" -> List.of(belowFrom, atLeastTo);
            default -> List.of(atLeastFrom, belowTo);
        };
    }

    private static IntPredicate order(String operator) {
        return switch (operator) {
            case ">" -> order -> order > 0;
            case ">=" -> order -> order >= 0;
            case "<" -> order -> order < 0;
            case "<=" -> order -> order <= 0;
            case "!", "!=" -> order -> order != 0;
            default -> order -> order == 0;
        };
    }
}
