package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;

/**
 * A signature as a test states it: who made it and how it is stored, instead of bytes.
 *
 * @param accepted satisfies whatever is demanded
 * @param subject of the certificate; empty for keys
 * @param extensions of the certificate by dotted OID
 * @param annotations of the signed payload
 * @param logged whether a transparency log has it
 * @param timestamped whether a timestamp authority has seen it
 * @param fault what the search or the signature ends with instead
 */
public record FixtureSignature(
        boolean accepted,
        String subject,
        String issuer,
        Map<String, String> extensions,
        Map<String, String> annotations,
        Optional<PublicKey> key,
        boolean logged,
        boolean timestamped,
        SignatureFormat format,
        Optional<ReasonCode> fault) {
    public FixtureSignature {
        extensions = Map.copyOf(extensions);
        annotations = Map.copyOf(annotations);
    }

    String signer() {
        return accepted
                ? "whoever the policy accepts"
                : subject.isEmpty() ? "a key" : subject + " (issuer " + issuer + ")";
    }
}
