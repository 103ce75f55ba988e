package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import java.util.List;

/** What one rule says of one image. */
record RuleResult(String name, ImageJudgement judgement, List<AuthorityResult> authorities, JsonNode rule) {
    RuleResult {
        authorities = List.copyOf(authorities);
    }
}
