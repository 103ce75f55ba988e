package io.jenkins.plugins.imagepolicy.engine.diagnostic;

/** A place in a text; line and column count from 1, columns in characters. */
public record Position(int line, int column) {
    public static final Position START = new Position(1, 1);

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column count from 1, not " + line + ":" + column);
        }
    }
}
