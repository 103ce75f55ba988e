package io.jenkins.plugins.imagepolicy.engine.language.go.template;

/** A template cannot be read, or asks for what its data or its functions do not have. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message, null, false, false);
    }
}
