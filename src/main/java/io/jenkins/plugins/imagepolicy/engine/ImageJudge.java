package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts all policies to one image in each of its uses and folds the results: the worst of every policy counts. */
final class ImageJudge {
    private final List<Policy> policies;
    private final NoMatch noMatch;
    private final Judging judging;

    ImageJudge(List<Policy> policies, NoMatch noMatch, Judging judging) {
        this.policies = policies;
        this.noMatch = noMatch;
        this.judging = judging;
    }

    List<PolicyResult> judge(ResolvedImage image, List<Target.Place> places) {
        if (places.isEmpty()) {
            throw new IllegalArgumentException("An image that is used nowhere would be judged by nobody");
        }
        Map<Policy, PolicyResult> results = new LinkedHashMap<>();
        Set<String> unmatched = new LinkedHashSet<>();
        for (Target.Place place : places) {
            Candidate candidate = new Candidate(image, place.workload());
            boolean matched = false;
            for (Policy policy : policies) {
                Optional<PolicyResult> result = judge(policy, candidate);
                if (result.isPresent()) {
                    matched |= result.get().verdict() != Verdict.UNMATCHED;
                    results.merge(policy, result.get(), ImageJudge::fold);
                }
            }
            if (!matched) {
                unmatched.add(place.workload()
                        .map(use -> use.workload().title() + " (" + place.use().file() + ":"
                                + place.use().line() + ")")
                        .orElse("the image itself"));
            }
        }
        List<PolicyResult> all = new ArrayList<>(results.values());
        if (!unmatched.isEmpty()) {
            all.add(noMatch(image, unmatched));
        }
        return all;
    }

    private Optional<PolicyResult> judge(Policy policy, Candidate candidate) {
        try {
            return policy.judge(candidate, judging);
        } catch (RuntimeException | StackOverflowError | LinkageError | OutOfMemoryError defect) {
            Reason reason = new Reason(
                    ReasonCode.INTERNAL_ERROR,
                    "The policy could not be judged: " + defect.getClass().getSimpleName()
                            + (defect.getMessage() == null ? "" : ": " + defect.getMessage()),
                    "",
                    "This is a defect of the gate; please report it with the policy and the image");
            return Optional.of(new PolicyResult(
                    policy.name(),
                    policy.kind(),
                    policy.file(),
                    policy.line(),
                    PolicyMode.ENFORCE,
                    Verdict.ERROR,
                    List.of(reason),
                    List.of(),
                    null));
        }
    }

    /** In the words of upstream's library, and where the image is used. */
    private PolicyResult noMatch(ResolvedImage image, Set<String> unmatched) {
        String message = image.canonical() + " is uncovered by policy";
        if (!unmatched.equals(Set.of("the image itself"))) {
            message += " as used by " + String.join(", ", unmatched);
        }
        Reason reason = new Reason(
                ReasonCode.NO_POLICY_MATCHED,
                message,
                "",
                "Write a policy that covers it, or set noMatch to warn or allow");
        return GateResults.gate(noMatch.verdict(), reason);
    }

    /** Reasons, authorities and signers of both; the verdict is the worse one's. */
    static PolicyResult fold(PolicyResult one, PolicyResult other) {
        Set<Reason> reasons = new LinkedHashSet<>(one.reasons());
        reasons.addAll(other.reasons());
        Set<AuthorityResult> authorities = new LinkedHashSet<>(one.authorities());
        authorities.addAll(other.authorities());
        PolicyResult worse = one.verdict().worse(other.verdict()) == one.verdict() ? one : other;
        return new PolicyResult(
                worse.policy(),
                worse.kind(),
                worse.file(),
                worse.line(),
                worse.mode(),
                worse.verdict(),
                List.copyOf(reasons),
                List.copyOf(authorities),
                worse.explanation());
    }

    static Verdict worst(List<PolicyResult> results) {
        return results.stream().map(PolicyResult::verdict).reduce(Verdict.PASS, Verdict::worse);
    }

    static ImageReport unresolved(Target target, Reason reason) {
        PolicyResult result = GateResults.gate(reason.code().isError() ? Verdict.ERROR : Verdict.FAIL, reason);
        return new ImageReport(
                target.written(),
                "",
                target.reference()
                        .flatMap(r -> r.digest())
                        .map(Object::toString)
                        .orElse(""),
                List.of(),
                target.places().stream().map(Target.Place::use).toList(),
                result.verdict(),
                List.of(result));
    }
}
