package io.jenkins.plugins.imagepolicy.engine.signature;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** Why an artefact was not accepted, or that none was found. The message is a sentence that names what was found instead. */
public record Refusal(ReasonCode code, String message, String remedy) {
    // Written out because each run asks for it, as in Digest.
    @Override
    public int hashCode() {
        return 31 * code.hashCode() + message.hashCode();
    }
}
