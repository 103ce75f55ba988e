package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

/** Package struct: the evaluator counts the fields. */
final class StructPackage {
    private StructPackage() {}

    static void register(Registry registry) {
        registry.shape("MinFields", "ti");
        registry.shape("MaxFields", "ti");
    }
}
