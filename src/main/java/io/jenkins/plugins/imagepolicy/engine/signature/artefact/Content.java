package io.jenkins.plugins.imagepolicy.engine.signature.artefact;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import java.util.Optional;

/** What an artefact's signature is over. */
public sealed interface Content {
    /** A simple-signing payload, signed as it is. */
    record Payload(byte[] bytes) implements Content {}

    /** A bundle's message: the artefact itself, of which the bundle carries the digest only. */
    record Message(HashAlgorithm algorithm, byte[] digest) implements Content {}

    /**
     * A DSSE envelope with one signature.
     *
     * @param serialized the envelope's JSON where it was stored as a blob of its own; empty in a bundle
     */
    record Envelope(String payloadType, byte[] payload, Optional<byte[]> serialized) implements Content {}
}
