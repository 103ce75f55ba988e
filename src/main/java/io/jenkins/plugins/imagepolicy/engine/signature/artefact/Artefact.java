package io.jenkins.plugins.imagepolicy.engine.signature.artefact;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One signature or attestation as found.
 *
 * @param where for people
 * @param timestamps RFC 3161 responses, over {@code timestamped}
 * @param timestamped the signature, or for a legacy attestation the whole envelope
 */
public record Artefact(
        SignatureFormat format,
        String where,
        Content content,
        byte[] signature,
        KeyMaterial material,
        List<LogEntry> logEntries,
        List<byte[]> timestamps,
        byte[] timestamped) {
    public Artefact {
        logEntries = List.copyOf(logEntries);
        timestamps = List.copyOf(timestamps);
    }

    /** What policies see as the signature's {@code id}: SHA-256 of the signature and the certificate's PEM, hexadecimal. */
    public String id() {
        byte[] pem = material instanceof KeyMaterial.Certificate certificate
                ? Pem.write("CERTIFICATE", Certificates.encoded(certificate.leaf()))
                        .getBytes(StandardCharsets.US_ASCII)
                : new byte[0];
        ByteBuffer identified = ByteBuffer.allocate(signature.length + pem.length)
                .put(signature)
                .put(pem);
        return Digest.of(identified.array()).hex();
    }
}
