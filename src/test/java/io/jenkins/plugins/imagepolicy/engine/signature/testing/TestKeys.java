package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdDSAParameterSpec;

/** Throw-away keys. */
public final class TestKeys {
    private TestKeys() {}

    /** @param kind {@code P-256}, {@code P-384}, {@code P-521}, {@code RSA} or {@code Ed25519} */
    public static KeyPair pair(String kind) {
        try {
            if (kind.startsWith("P-")) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
                return generator.generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as policies name it. */
    public static String pem(PublicKey key) {
        return Pem.write("PUBLIC KEY", key.getEncoded());
    }

    /** As cosign signs in the legacy format: SHA-256 whatever the curve, PKCS #1 v1.5, pure Ed25519. */
    public static byte[] signLegacy(PrivateKey key, byte[] message) {
        return sign(
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "Ed25519";
                },
                null,
                key,
                message);
    }

    /** As cosign signs bundles: the hash of the curve, prehashed Ed25519. */
    public static byte[] signBundle(KeyPair pair, byte[] message) {
        if (pair.getPublic() instanceof java.security.interfaces.ECPublicKey ec) {
            String hash =
                    switch (ec.getParams().getOrder().bitLength()) {
                        case 384 -> "SHA384";
                        case 521 -> "SHA512";
                        default -> "SHA256";
                    };
            return sign(hash + "withECDSA", null, pair.getPrivate(), message);
        }
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        return sign(
                rsa ? "SHA256withRSA" : "Ed25519",
                rsa ? null : new EdDSAParameterSpec(true),
                pair.getPrivate(),
                message);
    }

    static byte[] sign(String algorithm, AlgorithmParameterSpec parameters, PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
