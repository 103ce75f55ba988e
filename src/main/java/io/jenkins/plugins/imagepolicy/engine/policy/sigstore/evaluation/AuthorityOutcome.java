package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What one authority says.
 *
 * @param match its entry in {@code authorityMatches}; there when it passed
 * @param explanations what its attestations' policies saw and said
 * @param open whether nothing was found and the other signature format was left out, which may tell why
 */
record AuthorityOutcome(AuthorityResult result, Optional<JsonNode> match, List<JsonNode> explanations, boolean open) {
    AuthorityOutcome {
        explanations = List.copyOf(explanations);
        if (match.isPresent() != (result.verdict() == Verdict.PASS)) {
            throw new IllegalArgumentException("An authority has a match when it passed, and only then");
        }
    }
}
