package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void readsEcdsaKeys(String curve) throws Exception {
        PublicKey key = ec(curve);
        assertThat(Keys.parsePublicKeys(pem(key))).containsExactly(key);
    }

    @Test
    void readsSeveralKeysOfSeveralKinds() throws Exception {
        PublicKey ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        PublicKey rsaKey = rsa.generateKeyPair().getPublic();
        assertThat(Keys.parsePublicKeys("# first\n" + pem(ed) + "\n" + pem(rsaKey)))
                .containsExactly(ed, rsaKey);
    }

    @Test
    void namesTheLineOfABadBlock() throws Exception {
        String pem = pem(ec("secp256r1")) + "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
        assertThatThrownBy(() -> Keys.parsePublicKeys(pem))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("line 4")
                .hasMessageContaining("cannot be decoded");
    }

    @Test
    void refusesAPrivateKeyWithoutRepeatingIt() {
        assertThatThrownBy(
                        () -> Keys.parsePublicKeys(
                                "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----"))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("private key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN PUBLIC KEY-----\nAAAA",
                "-----BEGIN PUBLIC KEY-----\n%%\n-----END PUBLIC KEY-----",
                "-----END PUBLIC KEY-----"
            })
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> Keys.parsePublicKeys(text)).isInstanceOf(TrustException.class);
    }

    @Test
    void refusesAShortRsaKey() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        String pem = pem(rsa.generateKeyPair().getPublic());
        assertThatThrownBy(() -> Keys.parsePublicKeys(pem)).hasMessageContaining("1024 bits");
    }

    private static PublicKey ec(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair().getPublic();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
