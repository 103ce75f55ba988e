package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a test expects.
 *
 * @param policy the one policy that is asked; empty for all together, of which the worst verdict counts
 * @param codes exactly these reason codes; empty when the test does not say
 * @param messages each is part of some reason's message
 */
public record Expectation(Optional<String> policy, Verdict verdict, Set<ReasonCode> codes, List<String> messages) {
    public Expectation {
        codes = Set.copyOf(codes);
        messages = List.copyOf(messages);
    }

    /** How the results differ, line by line; empty when they do not. */
    List<String> differences(List<PolicyResult> all) {
        List<PolicyResult> results = all.stream()
                .filter(r -> policy.isEmpty() || policy.get().equals(r.policy()))
                .toList();
        Verdict got = results.isEmpty()
                ? Verdict.UNMATCHED
                : results.stream().map(PolicyResult::verdict).reduce(Verdict.PASS, Verdict::worse);
        List<String> differences = new ArrayList<>();
        if (got != verdict) {
            differences.add("- verdict  " + lower(verdict));
            differences.add("+ verdict  " + lower(got));
        }
        List<Reason> reasons =
                results.stream().flatMap(r -> r.reasons().stream()).toList();
        Set<ReasonCode> found = reasons.stream().map(Reason::code).collect(Collectors.toCollection(TreeSet::new));
        if (!codes.isEmpty() && !codes.equals(found)) {
            differences.add("- code     " + list(codes));
            differences.add("+ code     " + list(found));
        }
        for (String message : messages) {
            if (reasons.stream().noneMatch(r -> r.message().contains(message))) {
                differences.add("- message  contains '" + message + "'");
                reasons.forEach(r -> differences.add("+ message  " + r.message()));
            }
        }
        return differences;
    }

    private static String list(Set<ReasonCode> codes) {
        return codes.isEmpty()
                ? "(none)"
                : new TreeSet<>(codes).stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    static String lower(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
