package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

/** Objects. */
final class Objects {
    private Objects() {}

    static void register(Registry r) {}
}
