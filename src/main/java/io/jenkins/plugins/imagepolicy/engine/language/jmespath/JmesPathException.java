package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

/** An expression that cannot be read or evaluated; the message is a sentence without the expression's data. */
public final class JmesPathException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong; the first five are the specification's error types. */
    public enum Kind {
        SYNTAX,
        INVALID_TYPE,
        INVALID_VALUE,
        INVALID_ARITY,
        UNKNOWN_FUNCTION,
        /** A key that is not there (Kyverno's dialect). */
        NOT_FOUND,
        /** Too deep or too long. */
        LIMIT,
        /** Known, but not possible without a network or a cluster. */
        UNSUPPORTED
    }

    private final Kind kind;
    private final int position;

    JmesPathException(Kind kind, int position, String message) {
        super(message, null, false, kind != Kind.NOT_FOUND);
        this.kind = kind;
        this.position = position;
    }

    /** For functions that other packages add. */
    public static JmesPathException function(String name, String problem) {
        return new JmesPathException(Kind.INVALID_VALUE, -1, "JMESPath function '" + name + "': " + problem);
    }

    static JmesPathException type(String function, int argument, String type) {
        return new JmesPathException(
                Kind.INVALID_TYPE,
                -1,
                "JMESPath function '" + function + "': argument #" + argument + " is not of type " + type);
    }

    public Kind kind() {
        return kind;
    }

    /** Offset in the expression from 0; -1 when unknown. */
    public int position() {
        return position;
    }
}
