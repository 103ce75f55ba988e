package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.Optional;

/** What becomes of an image that no policy matches. */
enum NoMatch {
    DENY(Verdict.FAIL),
    WARN(Verdict.WARN),
    ALLOW(Verdict.UNMATCHED);

    private final Verdict verdict;

    NoMatch(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Reads deny, warn or allow. */
    static Optional<NoMatch> parse(String text) {
        return switch (text) {
            case "deny" -> Optional.of(DENY);
            case "warn" -> Optional.of(WARN);
            case "allow" -> Optional.of(ALLOW);
            default -> Optional.empty();
        };
    }
}
