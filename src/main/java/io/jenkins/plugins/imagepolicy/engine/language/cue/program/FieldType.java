package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

/** How firmly a field is declared; earlier is stronger. */
public enum FieldType {
    MEMBER,
    REQUIRED,
    OPTIONAL;

    public FieldType strongest(FieldType other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
