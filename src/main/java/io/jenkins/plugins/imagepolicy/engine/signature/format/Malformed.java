package io.jenkins.plugins.imagepolicy.engine.signature.format;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;

/** Refusals of what cannot even be read. */
final class Malformed {
    private Malformed() {}

    static UnverifiedException because(String message) {
        return new UnverifiedException(ReasonCode.BAD_SIGNATURE, message);
    }

    static UnverifiedException because(EncodingException e) {
        return new UnverifiedException(ReasonCode.BAD_SIGNATURE, "it is malformed: " + e.getMessage(), e);
    }
}
