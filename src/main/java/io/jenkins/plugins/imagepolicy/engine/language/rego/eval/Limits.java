package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import java.time.Duration;

/**
 * Bounds of one evaluation.
 *
 * @param instructions steps: iterations, rule and function calls, elements that built-ins visit
 * @param depth nested rule and function calls
 * @param resultSize elements that any one value built during evaluation may have, and characters of a string
 * @param wallTime time from the start of the query
 */
public record Limits(long instructions, int depth, int resultSize, Duration wallTime) {
    public static final Limits DEFAULT = new Limits(200_000_000L, 200, 5_000_000, Duration.ofSeconds(10));
}
