package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

/** A built-in could not give a result: undefined in normal evaluation, an error in strict evaluation. */
public final class BuiltinException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean typeError;

    private BuiltinException(String message, boolean typeError) {
        super(message, null, false, false);
        this.typeError = typeError;
    }

    public static BuiltinException of(String message) {
        return new BuiltinException(message, false);
    }

    /** An operand has the wrong type. */
    public static BuiltinException type(String message) {
        return new BuiltinException(message, true);
    }

    public boolean isTypeError() {
        return typeError;
    }
}
