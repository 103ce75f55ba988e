package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import java.security.PublicKey;

/**
 * A Rekor or certificate transparency log.
 *
 * @param keyId SHA-256 of the key (v1 logs) or the checkpoint key id that the trusted root gives; lower-case hexadecimal
 * @param keyDetails as in trusted_root.json, for example {@code PKIX_ECDSA_P256_SHA_256}
 */
public record TransparencyLog(String baseUrl, String keyId, PublicKey key, String keyDetails, Validity validity) {
    /** A log of which only the key is known: its id is the SHA-256 of the key, and it is trusted at every time. */
    public static TransparencyLog ofKey(String baseUrl, PublicKey key) {
        return new TransparencyLog(
                baseUrl, Keys.fingerprint(key), key, Keys.details(key).orElse(""), Validity.ALWAYS);
    }
}
