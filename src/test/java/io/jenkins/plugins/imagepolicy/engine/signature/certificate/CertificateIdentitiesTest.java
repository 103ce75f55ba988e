package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.format.BundleReader;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that Fulcio writes about whom it gave a certificate to (fulcio docs/oid-info.md). */
class CertificateIdentitiesTest {
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
    private static final String ISSUER = "https://issuer.test";

    @Test
    void readsEveryExtension() throws Exception {
        Map<Integer, String> texts = new LinkedHashMap<>();
        for (int i = 1; i <= 24; i++) {
            if (i != 7) {
                texts.put(i, i == 1 || i == 8 ? ISSUER : "value of " + i + " münchen ✓");
            }
        }
        CertificateIdentity identity =
                read(new TestIdentity(List.of(new GeneralName(GeneralName.rfc822Name, "a@b.test")), texts));
        assertThat(identity.extensions()).hasSize(23);
        texts.forEach((number, text) -> assertThat(identity.extensions()).containsEntry(FULCIO + number, text));
        assertThat(identity.issuer()).isEqualTo(ISSUER);
    }

    @Test
    void readsTheIssuerOfEitherExtension() throws Exception {
        List<GeneralName> names = List.of(new GeneralName(GeneralName.rfc822Name, "a@b.test"));
        assertThat(read(new TestIdentity(names, Map.of(1, ISSUER))).issuer()).isEqualTo(ISSUER);
        assertThat(read(new TestIdentity(names, Map.of(8, ISSUER))).issuer()).isEqualTo(ISSUER);
        assertThat(read(new TestIdentity(names, Map.of(9, "x"))).issuer()).isEmpty();
        assertRefused(new TestIdentity(names, Map.of(1, ISSUER, 8, "https://other.test")), "two different issuers");
    }

    @Test
    void readsEveryKindOfSubject() throws Exception {
        assertThat(read(TestIdentity.userName("jane", ISSUER)).subjects()).containsExactly("jane");
        TestIdentity all = new TestIdentity(
                List.of(
                        new GeneralName(GeneralName.rfc822Name, "jane@example.test"),
                        new GeneralName(GeneralName.dNSName, "host.example.test"),
                        new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://example.test/jane"),
                        new GeneralName(GeneralName.iPAddress, "192.0.2.7"),
                        TestIdentity.userName("jane", ISSUER).names().get(0)),
                Map.of(8, ISSUER));
        assertThat(read(all).subjects())
                .containsExactly(
                        "host.example.test", "jane@example.test", "192.0.2.7", "spiffe://example.test/jane", "jane");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:db8:0:1:1:1:1:10, 2001:db8:0:1:1:1:1:10"
    })
    void writesAddressesAsPeopleDo(String address, String text) throws Exception {
        GeneralName name = new GeneralName(GeneralName.iPAddress, address);
        assertThat(read(TestIdentity.of(name, ISSUER)).subjects()).containsExactly(text);
    }

    @Test
    void refusesNamesThatCannotBeRead() {
        GeneralName notAscii =
                new GeneralName(GeneralName.rfc822Name, new DERIA5String("j\u00fcrgen@example.test", false));
        assertRefused(TestIdentity.of(notAscii, ISSUER), "cannot be read");
    }

    @Test
    void takesNoOtherNameForASubject() throws Exception {
        TestIdentity directory = new TestIdentity(
                List.of(
                        new GeneralName(GeneralName.directoryName, "CN=jane@example.test"),
                        new GeneralName(GeneralName.registeredID, "1.2.3")),
                Map.of(8, ISSUER));
        assertThat(read(directory).subjects()).isEmpty();
    }

    @Test
    void readsEveryKindOfText() throws Exception {
        assertThat(extension(9, new DERUTF8String("text"))).containsEntry(FULCIO + 9, "text");
        assertThat(extension(9, new DERIA5String("text"))).containsEntry(FULCIO + 9, "text");
        assertThat(extension(9, new DERPrintableString("text"))).containsEntry(FULCIO + 9, "text");
        assertThat(extension(25, new DERUTF8String("to come"))).containsEntry(FULCIO + 25, "to come");
    }

    @Test
    void passesOverWhatOnlyLaterVersionsKnow() throws Exception {
        assertThat(extension(30, new ASN1Integer(7))).isEmpty();
        assertThatThrownBy(() -> extension(9, new ASN1Integer(7)))
                .isInstanceOf(UnverifiedException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> extension(3, new DEROctetString(new byte[] {(byte) 0xff})))
                .isInstanceOf(UnverifiedException.class);
    }

    private static CertificateIdentity read(TestIdentity identity) throws Exception {
        byte[] bundle = TestSigstore.create()
                .bundleSignature(Digest.of(new byte[0]), TestSigner.keyless(identity))
                .bundleJson();
        return CertificateIdentities.read(
                ((KeyMaterial.Certificate) BundleReader.read("bundle", bundle).material()).leaf());
    }

    private static void assertRefused(TestIdentity identity, String message) {
        assertThatThrownBy(() -> read(identity))
                .isInstanceOfSatisfying(
                        UnverifiedException.class, e -> assertThat(e.code()).isEqualTo(ReasonCode.CERTIFICATE_INVALID))
                .hasMessageContaining(message);
    }

    private static Map<String, String> extension(int number, ASN1Encodable value) throws Exception {
        KeyPair keys = TestKeys.pair("P-256");
        X500Name name = new X500Name("CN=test");
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, BigInteger.ONE, new Date(0), new Date(1000), name, keys.getPublic())
                        .addExtension(new ASN1ObjectIdentifier(FULCIO + number), false, value)
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        return CertificateIdentities.read(certificate).extensions();
    }
}
