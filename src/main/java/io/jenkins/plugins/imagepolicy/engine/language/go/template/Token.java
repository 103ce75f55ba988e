package io.jenkins.plugins.imagepolicy.engine.language.go.template;

/** A piece of a template's text. */
record Token(Kind kind, String text) {
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        SPACE,
        WORD,
        FIELD,
        DOT,
        VARIABLE,
        STRING,
        CHARACTER,
        NUMBER,
        PIPE,
        LEFT,
        RIGHT,
        DECLARE,
        ASSIGN,
        COMMA,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
