package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

/** A text is no YAML, or YAML that has no value in CUE. */
public final class YamlError extends Exception {
    private static final long serialVersionUID = 1L;

    YamlError(String message) {
        super(message, null, false, false);
    }
}
