package io.jenkins.plugins.imagepolicy.engine.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestCertificates;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that asks its clients for a certificate. */
class ClientIdentityTest {
    private final TestCertificates certificates = new TestCertificates();
    private TestRegistry registry;

    @BeforeEach
    void open() {
        registry = TestRegistry.tlsForKnownClients(certificates.serverOfKnownClients("127.0.0.1"));
        registry.image("app", "1.0");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void letsAClientInWithItsCertificate() throws Exception {
        KeyPair keys = TestCertificates.keys();
        assertThat(isRead(identity(certificates.client(keys), pkcs8(keys)))).isTrue();
    }

    @Test
    void readsTheKeysThatOpenSslWroteForLong() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        String key = TestCertificates.pem("RSA PRIVATE KEY", pkcs1);
        assertThat(isRead(identity(certificates.client(keys), key))).isTrue();
    }

    @Test
    void isShutOutWithoutOneOrWithAForeignOne() {
        KeyPair keys = TestCertificates.keys();
        String foreign = new TestCertificates().client(keys);
        assertThatThrownBy(() -> isRead(identity(foreign, pkcs8(keys)))).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> isRead(Map.of())).isInstanceOf(RegistryException.class);
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void showsNothingToAServerOfAnotherAuthority() {
        KeyPair keys = TestCertificates.keys();
        ClientIdentity elsewhere =
                new ClientIdentity(certificates.client(keys), pkcs8(keys), new TestCertificates().pem());
        assertThatThrownBy(() -> isRead(Map.of(registry.host(), elsewhere))).isInstanceOf(RegistryException.class);
        // The name of an insecure host does not lift the verification that the certificate comes with.
        assertThatThrownBy(() -> isRead(
                        RegistryOptions.builder().insecureHosts(registry.host()), Map.of(registry.host(), elsewhere)))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void refusesWhatIsNoCertificateOrKeyWithoutQuotingIt() {
        KeyPair keys = TestCertificates.keys();
        String certificate = certificates.client(keys);
        for (String key : new String[] {
            "",
            "s3cret-text",
            "-----BEGIN EC PRIVATE KEY-----\ns3cret\n-----END EC PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\ns3cret\n-----END ENCRYPTED PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\ns3cretAA\n-----END PRIVATE KEY-----"
        }) {
            assertThatThrownBy(() -> isRead(identity(certificate, key)))
                    .isInstanceOfSatisfying(
                            RegistryException.class, e -> assertThat(e.code()).isEqualTo(ReasonCode.INPUT_INVALID))
                    .hasMessageStartingWith("Could not use the client certificate for " + registry.host())
                    .hasMessageNotContaining("s3cret");
        }
        assertThatThrownBy(() -> isRead(identity("none", pkcs8(keys)))).isInstanceOf(RegistryException.class);
        assertThat(new ClientIdentity("c", "s3cret", "a").toString()).doesNotContain("s3cret");
    }

    private Map<String, ClientIdentity> identity(String certificate, String key) {
        return Map.of(registry.host(), new ClientIdentity(certificate, key, certificates.pem()));
    }

    private static String pkcs8(KeyPair keys) {
        return TestCertificates.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private boolean isRead(Map<String, ClientIdentity> identities) throws Exception {
        return isRead(RegistryOptions.builder(), identities);
    }

    private boolean isRead(RegistryOptions.Builder options, Map<String, ClientIdentity> identities) throws Exception {
        try (HttpRegistries registries = new HttpRegistries(options.proxy(ProxySettings.NONE)
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(10))
                .identities(identities)
                .build())) {
            return registries
                    .repository(registry.repository("app"))
                    .manifest("1.0")
                    .isPresent();
        }
    }
}
