package io.jenkins.plugins.imagepolicy.engine.language.cel;

/** A CEL expression that cannot be compiled or evaluated. */
public final class CelException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    CelException(String message, int line, int column, Throwable cause) {
        super(message, cause);
        this.line = line;
        this.column = column;
    }

    /** Line in the expression from 1; 0 when unknown. */
    public int line() {
        return line;
    }

    /** Column in the line from 1; 0 when unknown. */
    public int column() {
        return column;
    }
}
