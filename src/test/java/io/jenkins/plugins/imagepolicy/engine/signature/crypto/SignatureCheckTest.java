package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which algorithm each kind of key signs with, in each format. */
class SignatureCheckTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
    private static final KeyPair RSA = TestKeys.pair("RSA");

    @ParameterizedTest
    @CsvSource({
        // key, signed with, accepted in the legacy format (SHA-256), accepted where the key implies the hash
        "P-256,   SHA256withECDSA, true,  true",
        "P-256,   SHA384withECDSA, false, false",
        "P-256,   SHA512withECDSA, false, false",
        "P-384,   SHA256withECDSA, true,  true",
        "P-384,   SHA384withECDSA, false, true",
        "P-384,   SHA512withECDSA, false, false",
        "P-521,   SHA256withECDSA, true,  true",
        "P-521,   SHA384withECDSA, false, false",
        "P-521,   SHA512withECDSA, false, true",
        "P-256,   SHA1withECDSA,   false, false",
        "RSA,     SHA256withRSA,   true,  true",
        "RSA,     SHA512withRSA,   false, false",
        "RSA,     SHA1withRSA,     false, false",
        "Ed25519, Ed25519,         true,  true"
    })
    void hashOfTheFormat(String kind, String algorithm, boolean legacy, boolean implied) throws Exception {
        KeyPair keys = kind.equals("RSA") ? RSA : TestKeys.pair(kind);
        byte[] signature = sign(keys, algorithm, null);
        assertThat(SignatureCheck.legacy(keys.getPublic(), HashAlgorithm.SHA256, MESSAGE, signature))
                .isEqualTo(legacy);
        assertThat(SignatureCheck.implied(keys.getPublic(), MESSAGE, signature)).isEqualTo(implied);
        assertThat(SignatureCheck.implied(keys.getPublic(), new byte[0], signature))
                .isFalse();
    }

    @Test
    void prehashedEd25519IsForBundles() throws Exception {
        KeyPair keys = TestKeys.pair("Ed25519");
        byte[] signature = sign(keys, "Ed25519", new EdDSAParameterSpec(true));
        assertThat(SignatureCheck.implied(keys.getPublic(), MESSAGE, signature)).isTrue();
        assertThat(SignatureCheck.legacy(keys.getPublic(), HashAlgorithm.SHA256, MESSAGE, signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // salt as long as the hash, and the longest, which Go's signer takes; no other
        "SHA-256, 32,  true",
        "SHA-256, 222, true",
        "SHA-256, 0,   false",
        "SHA-256, 20,  false",
        "SHA-512, 64,  false"
    })
    void rsaPss(String hash, int salt, boolean accepted) throws Exception {
        PSSParameterSpec parameters = new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1);
        byte[] signature = sign(RSA, "RSASSA-PSS", parameters);
        assertThat(SignatureCheck.implied(RSA.getPublic(), MESSAGE, signature)).isEqualTo(accepted);
        assertThat(SignatureCheck.legacy(RSA.getPublic(), HashAlgorithm.SHA256, MESSAGE, signature))
                .isEqualTo(accepted);
    }

    @Test
    void theDemandedHashIsForTheLegacyFormat() throws Exception {
        for (HashAlgorithm hash : HashAlgorithm.values()) {
            KeyPair keys = TestKeys.pair("P-256");
            byte[] signature = sign(keys, hash.name() + "withECDSA", null);
            for (HashAlgorithm demanded : HashAlgorithm.values()) {
                assertThat(SignatureCheck.legacy(keys.getPublic(), demanded, MESSAGE, signature))
                        .isEqualTo(demanded == hash);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"P-256", "P-384", "P-521", "RSA", "Ed25519"})
    void nothingIsNoSignature(String kind) {
        KeyPair keys = TestKeys.pair(kind);
        for (int length : new int[] {0, 1, 8, 64, 72, 256, 1000}) {
            assertThat(SignatureCheck.implied(keys.getPublic(), MESSAGE, new byte[length]))
                    .isFalse();
            assertThat(SignatureCheck.legacy(keys.getPublic(), HashAlgorithm.SHA256, MESSAGE, new byte[length]))
                    .isFalse();
        }
    }

    private static byte[] sign(KeyPair keys, String algorithm, AlgorithmParameterSpec parameters) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        signature.initSign(keys.getPrivate());
        signature.update(MESSAGE);
        return signature.sign();
    }
}
