package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Waived;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One entry of a waiver file.
 *
 * @param expires as written: a date, whose whole day counts (UTC), or an instant
 * @param end first moment at which it holds no longer
 * @param images at least one
 * @param policies names, with {@code *} for any characters; empty for every policy
 * @param codes empty for every violation, but no error
 */
record Waiver(
        String owner,
        String reason,
        String expires,
        Instant end,
        List<ImageScope> images,
        List<PolicyScope> policies,
        Set<ReasonCode> codes,
        String file,
        int line,
        int column) {
    Waiver {
        images = List.copyOf(images);
        policies = List.copyOf(policies);
        codes = Set.copyOf(codes);
    }

    boolean covers(ImageNames image, PolicyResult policy, Reason finding) {
        return images.stream().anyMatch(scope -> scope.covers(image))
                && (policies.isEmpty() || policies.stream().anyMatch(scope -> scope.covers(policy.policy())))
                && covers(finding.code());
    }

    /** What could not be decided is waived only by who says so: an unreachable registry is no known violation. */
    private boolean covers(ReasonCode code) {
        return codes.isEmpty() ? !code.isError() : codes.contains(code);
    }

    boolean expired(Instant now) {
        return !now.isBefore(end);
    }

    Waived at(Instant now) {
        return new Waived(owner, reason, expires, file, line, expired(now));
    }
}
