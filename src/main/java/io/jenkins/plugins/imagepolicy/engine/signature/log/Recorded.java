package io.jenkins.plugins.imagepolicy.engine.signature.log;

import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a log entry must have recorded.
 *
 * @param signedBytes bytes that the signature is over
 * @param certificate the signer's certificate, when the signature came with one; else the entry may name any certificate of the key
 */
public record Recorded(
        Content content, byte[] signedBytes, byte[] signature, PublicKey key, Optional<X509Certificate> certificate) {}
