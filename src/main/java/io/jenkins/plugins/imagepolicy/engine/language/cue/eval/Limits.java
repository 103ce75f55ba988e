package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

/** Bounds of one evaluation: nesting, nodes, steps and the nanoseconds it may take. */
public record Limits(int depth, int nodes, long nanos) {}
