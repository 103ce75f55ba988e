package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;

/** A certificate transparency log that promises anything. */
public final class TestCtLog {
    private final KeyPair pair = TestKeys.pair("P-256");

    public PublicKey key() {
        return pair.getPublic();
    }

    /** SignedCertificateTimestampList with one timestamp of a precertificate (RFC 6962). */
    byte[] embedded(byte[] tbs, PublicKey issuer, Instant time) {
        byte[] entry = ByteBuffer.allocate(32 + 3 + tbs.length)
                .put(Hashes.sha256(issuer.getEncoded()))
                .put(length(tbs))
                .put(tbs)
                .array();
        byte[] sct = sct(1, entry, time);
        return ByteBuffer.allocate(4 + sct.length)
                .putShort((short) (2 + sct.length))
                .putShort((short) sct.length)
                .put(sct)
                .array();
    }

    /** SignedCertificateTimestamp of a certificate. */
    public byte[] detached(byte[] certificate, Instant time) {
        byte[] entry = ByteBuffer.allocate(3 + certificate.length)
                .put(length(certificate))
                .put(certificate)
                .array();
        return sct(0, entry, time);
    }

    private byte[] sct(int entryType, byte[] entry, Instant time) {
        byte[] signed = ByteBuffer.allocate(14 + entry.length)
                .put((byte) 0)
                .put((byte) 0)
                .putLong(time.toEpochMilli())
                .putShort((short) entryType)
                .put(entry)
                .putShort((short) 0)
                .array();
        byte[] signature = TestKeys.signLegacy(pair.getPrivate(), signed);
        return ByteBuffer.allocate(1 + 32 + 8 + 2 + 2 + 2 + signature.length)
                .put((byte) 0)
                .put(Hashes.sha256(key().getEncoded()))
                .putLong(time.toEpochMilli())
                .putShort((short) 0)
                .put((byte) 4)
                .put((byte) 3)
                .putShort((short) signature.length)
                .put(signature)
                .array();
    }

    private static byte[] length(byte[] bytes) {
        return new byte[] {(byte) (bytes.length >> 16), (byte) (bytes.length >> 8), (byte) bytes.length};
    }
}
