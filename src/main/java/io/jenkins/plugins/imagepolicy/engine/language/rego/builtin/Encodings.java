package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

/** Encodings. */
final class Encodings {
    private Encodings() {}

    static void register(Registry r) {}
}
