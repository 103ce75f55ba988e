package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;

/**
 * A policy could not be compiled or evaluated. {@link #code()} is the code that OPA writes for the same fault;
 * {@link #kind()} tells callers whose fault it is.
 */
public final class RegoException extends Exception {
    private static final long serialVersionUID = 1;

    private final FaultKind kind;
    private final String code;
    private final String detail;
    private final String file;
    private final int line;
    private final int column;
    private final String excerpt;

    public RegoException(
            FaultKind kind, String code, String detail, String file, int line, int column, String excerpt) {
        super(message(code, detail, file, line));
        this.kind = kind;
        this.code = code;
        this.detail = detail;
        this.file = file;
        this.line = line;
        this.column = column;
        this.excerpt = excerpt;
    }

    private static String message(String code, String detail, String file, int line) {
        return line > 0 ? file + ":" + line + ": " + code + ": " + detail : code + ": " + detail;
    }

    public FaultKind kind() {
        return kind;
    }

    /** {@code rego_parse_error}, {@code rego_unsafe_var_error}, {@code eval_conflict_error}, ... */
    public String code() {
        return code;
    }

    /** What is wrong, without place and code. */
    public String detail() {
        return detail;
    }

    public String file() {
        return file;
    }

    /** Line of the fault, from 1; 0 when it has no place. */
    public int line() {
        return line;
    }

    /** Column of the fault, from 1; 0 when it has no place. */
    public int column() {
        return column;
    }

    /** The line of the fault and a caret below its column; empty when it has no place. */
    public String excerpt() {
        return excerpt;
    }
}
