package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;

/** The engine could not be brought to run, or broke down. The message is a sentence for the build log. No verdict was reached. */
public final class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }
}
