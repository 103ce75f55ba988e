package io.jenkins.plugins.imagepolicy.engine.language.cue;

/** A policy or an input could not be judged. The message says why; it never means that the input is compliant. */
public final class CueException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** CUE refuses the policy by itself: every input is refused. */
        INVALID_POLICY,
        /** The policy uses what this evaluator does not know. */
        UNSUPPORTED,
        /** A bound on depth, nodes or time was reached. */
        LIMIT,
        /** The input is not JSON, or the evaluation failed otherwise. */
        EVALUATION
    }

    private final Kind kind;
    private final String file;
    private final int line;
    private final int column;
    private final String excerpt;
    private final String remedy;

    CueException(Kind kind, String file, int line, int column, String message, String excerpt, String remedy) {
        super(message);
        this.kind = kind;
        this.file = file;
        this.line = line;
        this.column = column;
        this.excerpt = excerpt;
        this.remedy = remedy;
    }

    static CueException input(String message) {
        return new CueException(
                Kind.EVALUATION, "input", 0, 0, message, "", "Give one JSON value with each key only once.");
    }

    public Kind kind() {
        return kind;
    }

    /** The name under which the text was compiled. */
    public String file() {
        return file;
    }

    /** From 1; 0 when no place in the policy is to blame. */
    public int line() {
        return line;
    }

    /** From 1, in UTF-16 units; 0 when no place in the policy is to blame. */
    public int column() {
        return column;
    }

    /** The line with a caret under the column, or empty. */
    public String excerpt() {
        return excerpt;
    }

    /** What to write instead. */
    public String remedy() {
        return remedy;
    }
}
