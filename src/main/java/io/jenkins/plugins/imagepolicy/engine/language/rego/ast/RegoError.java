package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

/** A fault on its way to the API, which turns it into a checked {@code RegoException}. Has no stack trace: it is cheap. */
public final class RegoError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public static final String PARSE = "rego_parse_error";
    public static final String COMPILE = "rego_compile_error";
    public static final String UNSAFE = "rego_unsafe_var_error";
    public static final String TYPE = "rego_type_error";
    public static final String RECURSION = "rego_recursion_error";

    private final transient Location at;
    private final FaultKind kind;
    private final String code;

    public RegoError(FaultKind kind, String code, String message, Location at) {
        super(message, null, false, false);
        this.kind = kind;
        this.code = code;
        this.at = at;
    }

    /** A fault of the policy's text. */
    public static RegoError invalid(String code, String message, Location at) {
        return new RegoError(FaultKind.INVALID_POLICY, code, message, at);
    }

    public Location at() {
        return at;
    }

    public FaultKind kind() {
        return kind;
    }

    public String code() {
        return code;
    }
}
