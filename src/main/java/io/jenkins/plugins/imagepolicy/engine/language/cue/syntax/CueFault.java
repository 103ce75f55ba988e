package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/**
 * Ends a compilation or an evaluation from anywhere inside it. The public entry points turn it into a checked exception with
 * line, column and excerpt; it never means that a policy accepted its input.
 */
public final class CueFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the work ended. */
    public enum Kind {
        /** CUE itself refuses the text. */
        INVALID,
        /** CUE may accept the construct; this evaluator does not know it well enough to answer. */
        UNSUPPORTED,
        /** A bound on depth, nodes or time was reached. */
        LIMIT,
        /** The input is not readable or the evaluation failed otherwise. */
        EVALUATION
    }

    private final Kind kind;
    private final int offset;
    private final String remedy;

    public CueFault(Kind kind, int offset, String message, String remedy) {
        super(message, null, false, false);
        this.kind = kind;
        this.offset = offset;
        this.remedy = remedy;
    }

    public static CueFault invalid(int offset, String message) {
        return new CueFault(Kind.INVALID, offset, message, "Correct the CUE text.");
    }

    public static CueFault unsupported(int offset, String what) {
        return new CueFault(
                Kind.UNSUPPORTED,
                offset,
                what + " is not supported",
                "Write the policy without it, or with a construct this evaluator supports.");
    }

    public static CueFault limit(int offset, String message) {
        return new CueFault(Kind.LIMIT, offset, message, "Simplify the policy or raise the limit.");
    }

    /** The same, at this place unless it has one. */
    public CueFault at(int place) {
        return offset >= 0 ? this : new CueFault(kind, place, getMessage(), remedy);
    }

    public Kind kind() {
        return kind;
    }

    /** Offset into the policy text in UTF-16 units, or -1 when no place is to blame. */
    public int offset() {
        return offset;
    }

    public String remedy() {
        return remedy;
    }
}
