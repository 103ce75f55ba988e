package io.jenkins.plugins.imagepolicy.engine.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What one policy says of one image.
 *
 * @param verdict {@link Verdict#WARN} when a violation only warns
 * @param reasons why it is not a plain pass; empty for a pass
 * @param authorities what was checked, authority by authority
 * @param explanation the policy's input, trace and the like, for {@code --explain}; null when there is none
 */
public record PolicyResult(
        String policy,
        String kind,
        String file,
        int line,
        PolicyMode mode,
        Verdict verdict,
        List<Reason> reasons,
        List<AuthorityResult> authorities,
        @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode explanation) {
    public PolicyResult {
        reasons = List.copyOf(reasons);
        authorities = List.copyOf(authorities);
        if (verdict != Verdict.PASS && verdict != Verdict.UNMATCHED && reasons.isEmpty()) {
            throw new IllegalArgumentException("A verdict of " + verdict + " gives a reason");
        }
    }
}
