package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Dsse;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import java.security.MessageDigest;

/** The bytes that an artefact's signature is over. */
final class SignedBytes {
    /** Fetches the image's manifest, which is what a bundle's message is. */
    @FunctionalInterface
    interface Message {
        byte[] bytes() throws RegistryException;
    }

    private SignedBytes() {}

    static byte[] of(Artefact artefact, Message message) throws UnverifiedException, RegistryException {
        if (artefact.content() instanceof Content.Payload payload) {
            return payload.bytes();
        }
        if (artefact.content() instanceof Content.Envelope envelope) {
            return Dsse.preAuthenticationEncoding(envelope.payloadType(), envelope.payload());
        }
        Content.Message claimed = (Content.Message) artefact.content();
        byte[] bytes = message.bytes();
        if (!MessageDigest.isEqual(Hashes.hash(claimed.algorithm(), bytes), claimed.digest())) {
            throw new UnverifiedException(ReasonCode.BAD_SIGNATURE, "its message digest is that of something else");
        }
        return bytes;
    }
}
