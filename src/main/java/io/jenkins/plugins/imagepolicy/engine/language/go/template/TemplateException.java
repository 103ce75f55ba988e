package io.jenkins.plugins.imagepolicy.engine.language.go.template;

/** A template cannot be read, or asks for what its data or its functions do not have. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean limit;

    TemplateException(String message) {
        this(message, false);
    }

    private TemplateException(String message, boolean limit) {
        super(message, null, false, false);
        this.limit = limit;
    }

    static TemplateException limit(String message) {
        return new TemplateException(message, true);
    }

    /** Whether a bound of ours was reached that Go does not have: then nothing is known of what Go would say. */
    public boolean isLimit() {
        return limit;
    }
}
