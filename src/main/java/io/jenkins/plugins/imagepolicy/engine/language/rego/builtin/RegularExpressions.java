package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

/** Regular expressions. */
final class RegularExpressions {
    private RegularExpressions() {}

    static void register(Registry r) {}
}
