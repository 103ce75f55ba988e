package io.jenkins.plugins.imagepolicy.engine.language.cue;

/**
 * One contradiction between policy and input.
 *
 * @param path e.g. {@code spec.containers.0.image}; empty for the whole input
 * @param message in CUE's words, e.g. {@code conflicting values "a" and "b"}
 * @param line of the constraint in the policy, from 1; 0 when unknown
 * @param column of the constraint in the policy, from 1; 0 when unknown
 * @param excerpt the policy's line with a caret, or empty
 * @param seen the input's value as CUE writes it, cut off where it is long, or null when it is not a single scalar
 */
public record CueConflict(String path, String message, int line, int column, String excerpt, String seen) {
    /** {@code path: message}. */
    public String text() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
