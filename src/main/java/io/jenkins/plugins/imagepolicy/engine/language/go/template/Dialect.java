package io.jenkins.plugins.imagepolicy.engine.language.go.template;

/** What the programs that embed Go's templates, and the versions of Go that they are built with, do in their own ways. */
public enum Dialect {
    /** A field that a map lacks, or one of nil, has no value; a range is over lists and maps. */
    GO,
    /** A missing field is undefined; a range may be over an integer. */
    OPA
}
