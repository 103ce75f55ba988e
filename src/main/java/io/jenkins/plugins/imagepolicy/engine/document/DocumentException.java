package io.jenkins.plugins.imagepolicy.engine.document;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;

/** A file that is no readable YAML or JSON; the diagnostic says where and why. */
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    public DocumentException(Diagnostic diagnostic) {
        super(diagnostic.render());
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
