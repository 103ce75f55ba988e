package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

/** Glob patterns. */
final class Globs {
    private Globs() {}

    static void register(Registry r) {}
}
