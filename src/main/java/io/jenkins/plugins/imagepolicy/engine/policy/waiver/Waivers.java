package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The waivers of one file.
 *
 * <p>A waiver covers violations of the images, policies and codes it names. What could not be decided
 * ({@link io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode#isError}) it covers only where it names that very code;
 * broken policies and inputs, tampered content and defects of the gate it never covers.
 */
public final class Waivers {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration LONG = Duration.ofDays(366);

    private final List<Waiver> entries;
    private final List<Diagnostic> diagnostics;

    Waivers(List<Waiver> entries, List<Diagnostic> diagnostics) {
        this.entries = List.copyOf(entries);
        this.diagnostics = List.copyOf(diagnostics);
    }

    public static final Waivers NONE = new Waivers(List.of(), List.of());

    /** Reads a file; what is wrong with it stands in {@link #diagnostics}, and then no waiver applies. */
    public static Waivers read(SourceText source) {
        return WaiverReader.read(source);
    }

    /** What is wrong with the file itself. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * What waivers make of one image's results.
     *
     * @param policies the results, waived where every finding of a policy is
     * @param used lines of the waivers that cover a finding, expired ones included
     */
    public record Applied(List<PolicyResult> policies, Set<Integer> used) {
        public Applied {
            policies = List.copyOf(policies);
            used = Set.copyOf(used);
        }
    }

    /**
     * Applies the waivers to the results of one image.
     *
     * @param image as written
     * @param resolved {@code registry/repository@sha256:…}, or empty
     */
    public Applied apply(String image, String resolved, List<PolicyResult> results, Instant now) {
        ImageNames names = ImageNames.of(image, resolved);
        List<PolicyResult> applied = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (PolicyResult result : results) {
            applied.add(result.verdict().compareTo(Verdict.WAIVED) > 0 ? apply(names, result, now, used) : result);
        }
        return new Applied(applied, used);
    }

    private PolicyResult apply(ImageNames image, PolicyResult result, Instant now, Set<Integer> used) {
        List<Reason> reasons = new ArrayList<>();
        for (Reason reason : result.reasons()) {
            Optional<Waiver> waiver = entries.stream()
                    .filter(w -> w.covers(image, result, reason))
                    .max(Comparator.comparing(Waiver::end));
            waiver.ifPresent(w -> used.add(w.line()));
            reasons.add(waiver.map(w -> reason.with(w.at(now))).orElse(reason));
        }
        return new PolicyResult(
                result.policy(),
                result.kind(),
                result.file(),
                result.line(),
                result.mode(),
                verdict(result, reasons),
                reasons,
                result.authorities(),
                result.explanation());
    }

    /** The verdict that the findings without a waiver in force still demand. */
    private static Verdict verdict(PolicyResult result, List<Reason> reasons) {
        List<Reason> left = reasons.stream().filter(r -> !r.waived()).toList();
        if (left.isEmpty()) {
            return Verdict.WAIVED;
        }
        if (result.verdict() == Verdict.ERROR
                && left.stream().noneMatch(r -> r.code().isError())) {
            return result.mode() == PolicyMode.WARN ? Verdict.WARN : Verdict.FAIL;
        }
        return result.verdict();
    }

    /**
     * What there is to say about the waivers themselves on {@code now}: expired, near expiry, too wide or too long ones, and
     * ones that cover nothing any more.
     *
     * @param used lines of those that cover a finding; all of them when nothing was judged
     */
    public List<Diagnostic> lint(Instant now, Set<Integer> used) {
        List<Diagnostic> lints = new ArrayList<>();
        for (Waiver waiver : entries) {
            time(waiver, now).ifPresent(lints::add);
            width(waiver).ifPresent(lints::add);
            if (waiver.images().stream().anyMatch(ImageScope::isByTag)) {
                lints.add(warning(
                        waiver,
                        "waiver-by-tag",
                        "The waiver names a tag, which may point to another image tomorrow",
                        "Name the digest, or let the pattern end in @*"));
            }
            if (!used.contains(waiver.line())) {
                lints.add(new Diagnostic(
                        Severity.NOTE,
                        "waiver-unused",
                        waiver.file(),
                        waiver.line(),
                        waiver.column(),
                        "The waiver of " + waiver.owner() + " covers no finding of this run",
                        "",
                        "Remove it when the finding is mended"));
            }
        }
        return lints;
    }

    /** As {@link #lint(Instant, Set)}, without asking which waivers are used. */
    public List<Diagnostic> lint(Instant now) {
        Set<Integer> all = new HashSet<>();
        entries.forEach(waiver -> all.add(waiver.line()));
        return lint(now, all);
    }

    private static Optional<Diagnostic> time(Waiver waiver, Instant now) {
        Duration left = Duration.between(now, waiver.end());
        if (waiver.expired(now)) {
            return Optional.of(warning(
                    waiver,
                    "waiver-expired",
                    "The waiver of " + waiver.owner() + " expired on " + waiver.expires()
                            + "; what it covered counts again",
                    "Mend the finding, or agree on a new date"));
        }
        if (left.compareTo(SOON) <= 0) {
            return Optional.of(warning(
                    waiver,
                    "waiver-expires-soon",
                    "The waiver of " + waiver.owner() + " expires on " + waiver.expires() + ", in " + days(left),
                    "Mend the finding before, or agree on a new date"));
        }
        if (left.compareTo(LONG) > 0) {
            return Optional.of(warning(
                    waiver,
                    "waiver-too-long",
                    "The waiver of " + waiver.owner() + " lasts until " + waiver.expires() + ", more than a year",
                    "Agree on a date within a year"));
        }
        return Optional.empty();
    }

    private static String days(Duration left) {
        return left.toDays() == 0 ? "less than a day" : left.toDays() == 1 ? "1 day" : left.toDays() + " days";
    }

    private static Optional<Diagnostic> width(Waiver waiver) {
        List<String> open = new ArrayList<>();
        if (waiver.images().stream().anyMatch(ImageScope::isWide)) {
            open.add("every image of a registry or of all registries");
        }
        if (waiver.policies().isEmpty() || waiver.policies().stream().anyMatch(PolicyScope::isWide)) {
            open.add("every policy");
        }
        if (waiver.codes().isEmpty()) {
            open.add("every violation");
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(warning(
                        waiver,
                        "waiver-too-wide",
                        "The waiver of " + waiver.owner() + " covers " + String.join(", ", open),
                        "Name the image's repository or digest, the policy and the code that you mean"));
    }

    private static Diagnostic warning(Waiver waiver, String code, String message, String remedy) {
        return new Diagnostic(
                Severity.WARNING, code, waiver.file(), waiver.line(), waiver.column(), message, "", remedy);
    }
}
