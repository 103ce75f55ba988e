package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

/** A place in a source: line and column from 1, offset from 0. */
public record Location(Source source, int line, int column, int offset) {}
