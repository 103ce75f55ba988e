package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** An RFC 3161 timestamp authority whose clock is the caller's. */
public final class TestTimestampAuthority {
    private final TestAuthority authority;
    private final KeyPair pair = TestKeys.pair("P-256");
    private final X509Certificate certificate;

    public TestTimestampAuthority(String name) {
        this(
                name,
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2040-01-01T00:00:00Z"),
                KeyPurposeId.id_kp_timeStamping);
    }

    /** @param from and {@code until}: validity of its own certificate */
    public TestTimestampAuthority(String name, Instant from, Instant until, KeyPurposeId usage) {
        authority = new TestAuthority(name, "P-256", KeyPurposeId.id_kp_timeStamping);
        certificate = authority.leaf(name, pair.getPublic(), from, until, usage);
    }

    /** Its own certificate first, its root last. */
    public List<X509Certificate> chain() {
        return List.of(certificate, authority.intermediate(), authority.root());
    }

    /** A response over {@code bytes}, with its certificate embedded as asked. */
    public byte[] stamp(byte[] bytes, Instant time, boolean embedCertificate) {
        try {
            DigestCalculator sha256 =
                    new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", pair.getPrivate(), certificate),
                    sha256,
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.2"));
            if (embedCertificate) {
                tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            }
            TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
            requests.setCertReq(embedCertificate);
            TimeStampRequest request = requests.generate(
                    TSPAlgorithms.SHA256, MessageDigest.getInstance("SHA-256").digest(bytes));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(request, BigInteger.valueOf(System.nanoTime()), Date.from(time))
                    .getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
