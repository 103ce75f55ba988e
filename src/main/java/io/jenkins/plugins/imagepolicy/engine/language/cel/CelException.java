package io.jenkins.plugins.imagepolicy.engine.language.cel;

/** A CEL expression that cannot be compiled or evaluated. */
public final class CelException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;
    private final boolean limit;

    CelException(String message, int line, int column, Throwable cause) {
        this(message, line, column, false, cause);
    }

    private CelException(String message, int line, int column, boolean limit, Throwable cause) {
        super(message, cause);
        this.line = line;
        this.column = column;
        this.limit = limit;
    }

    static CelException limit(String message) {
        return new CelException(message, 0, 0, true, null);
    }

    /** Whether the evaluation was given up because it took too much. */
    public boolean isLimit() {
        return limit;
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
