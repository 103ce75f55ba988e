package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of byte arrays. */
public final class Hashes {
    private Hashes() {}

    public static byte[] sha256(byte[]... parts) {
        MessageDigest digest = digest("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    public static byte[] hash(HashAlgorithm algorithm, byte[] bytes) {
        return digest(algorithm.javaName()).digest(bytes);
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }
}
