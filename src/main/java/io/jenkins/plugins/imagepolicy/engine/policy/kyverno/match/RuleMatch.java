package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code match} and {@code exclude} of a rule or exception. */
public final class RuleMatch {
    private final JsonNode match;
    private final JsonNode exclude;

    public RuleMatch(JsonNode match, JsonNode exclude) {
        this.match = match;
        this.exclude = exclude;
    }

    /** @throws MatchException when it depends on something that is not known */
    public boolean matches(Target target) throws MatchException {
        return isMatched(target) && !isExcluded(target);
    }

    private boolean isMatched(Target target) throws MatchException {
        if (!match.path("any").isEmpty()) {
            return any(match.path("any"), target, true);
        }
        if (!match.path("all").isEmpty()) {
            return all(match.path("all"), target, true);
        }
        return new ResourceFilter(match).matches(target, true);
    }

    private boolean isExcluded(Target target) throws MatchException {
        if (!exclude.path("any").isEmpty()) {
            return any(exclude.path("any"), target, false);
        }
        if (!exclude.path("all").isEmpty()) {
            return all(exclude.path("all"), target, false);
        }
        return new ResourceFilter(exclude).matches(target, false);
    }

    /** A block that fits decides, even where another one cannot be decided. */
    private static boolean any(JsonNode blocks, Target target, boolean ignoreRequester) throws MatchException {
        MatchException undecided = null;
        for (JsonNode block : blocks) {
            try {
                if (new ResourceFilter(block).matches(target, ignoreRequester)) {
                    return true;
                }
            } catch (MatchException e) {
                undecided = e;
            }
        }
        if (undecided != null) {
            throw undecided;
        }
        return false;
    }

    private static boolean all(JsonNode blocks, Target target, boolean ignoreRequester) throws MatchException {
        MatchException undecided = null;
        for (JsonNode block : blocks) {
            try {
                if (!new ResourceFilter(block).matches(target, ignoreRequester)) {
                    return false;
                }
            } catch (MatchException e) {
                undecided = e;
            }
        }
        if (undecided != null) {
            throw undecided;
        }
        return true;
    }
}
