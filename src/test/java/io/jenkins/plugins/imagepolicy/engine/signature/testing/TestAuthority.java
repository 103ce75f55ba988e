package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root, an intermediate, and what they issue, as Fulcio has them. */
public final class TestAuthority {
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
    private static final ASN1ObjectIdentifier SCT_LIST = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    private final KeyPair rootKey;
    private final KeyPair intermediateKey;
    private final X509Certificate root;
    private final X509Certificate intermediate;
    private final KeyPurposeId purpose;

    /** Valid from 2020 to 2040. */
    public TestAuthority(String name, String keys, KeyPurposeId purpose) {
        this(name, keys, purpose, Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
    }

    /** @param from and {@code until}: validity of the intermediate */
    public TestAuthority(String name, String keys, KeyPurposeId purpose, Instant from, Instant until) {
        this.purpose = purpose;
        this.rootKey = TestKeys.pair(keys);
        this.intermediateKey = TestKeys.pair(keys);
        X500Name rootName = new X500Name("O=" + name + ",CN=" + name + " root");
        this.root = authority(
                rootName,
                rootName,
                rootKey.getPublic(),
                rootKey.getPrivate(),
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2040-01-01T00:00:00Z"));
        this.intermediate = authority(
                rootName,
                new X500Name("O=" + name + ",CN=" + name + " intermediate"),
                intermediateKey.getPublic(),
                rootKey.getPrivate(),
                from,
                until);
    }

    public X509Certificate root() {
        return root;
    }

    /** Issuer of signing certificates. */
    public X509Certificate intermediate() {
        return intermediate;
    }

    /** Leaf's issuer first. */
    public List<X509Certificate> chain() {
        return List.of(intermediate, root);
    }

    private X509Certificate authority(
            X500Name issuer, X500Name subject, PublicKey key, PrivateKey signer, Instant from, Instant until) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, BigInteger.valueOf(System.nanoTime()), Date.from(from), Date.from(until), subject, key);
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(issuer.equals(subject) ? 1 : 0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            if (!issuer.equals(subject)) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            return java(builder.build(signer(signer)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A leaf of another sort than signing certificates, without transparency. */
    X509Certificate leaf(String name, PublicKey key, Instant from, Instant until, KeyPurposeId usage) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(intermediate.getSubjectX500Principal().getEncoded()),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(from),
                    Date.from(until),
                    new X500Name("CN=" + name),
                    key);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(usage));
            return java(builder.build(signer(intermediateKey.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues a signing certificate and shows it to the log first. */
    public X509Certificate issue(CertificateDraft draft, TestCtLog log) {
        try {
            X509v3CertificateBuilder builder = builder(draft);
            byte[] tbs = builder.build(signer(intermediateKey.getPrivate()))
                    .toASN1Structure()
                    .getTBSCertificate()
                    .getEncoded();
            if (draft.sct == CertificateDraft.Sct.WRONG_SIGNATURE) {
                tbs[tbs.length - 1] ^= 1;
            }
            if (draft.sct != CertificateDraft.Sct.NONE) {
                TestCtLog by = draft.sct == CertificateDraft.Sct.OTHER_LOG ? new TestCtLog() : log;
                byte[] list = by.embedded(tbs, intermediateKey.getPublic(), draft.sctTime);
                builder.addExtension(SCT_LIST, false, new DEROctetString(list));
            }
            return java(builder.build(signer(intermediateKey.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private X509v3CertificateBuilder builder(CertificateDraft draft) throws Exception {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                X500Name.getInstance(intermediate.getSubjectX500Principal().getEncoded()),
                draft.serial,
                Date.from(draft.notBefore),
                Date.from(draft.notAfter),
                draft.identity.names().isEmpty()
                        ? new X500Name("CN=nobody")
                        : new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
                draft.key);
        if (draft.authority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(draft.keyUsage));
        if (!draft.usages.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(draft.usages.toArray(new KeyPurposeId[0])));
        }
        if (!draft.identity.names().isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    true,
                    new GeneralNames(draft.identity.names().toArray(new GeneralName[0])));
        }
        for (Map.Entry<Integer, String> extension : draft.extensions.entrySet()) {
            byte[] text = extension.getKey() <= 6
                    ? extension.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    : new DERUTF8String(extension.getValue()).getEncoded();
            builder.addExtension(new ASN1ObjectIdentifier(FULCIO + extension.getKey()), false, text);
        }
        return builder;
    }

    private static ContentSigner signer(PrivateKey key) throws Exception {
        String hash = ((java.security.interfaces.ECPrivateKey) key)
                                .getParams()
                                .getOrder()
                                .bitLength()
                        > 256
                ? "SHA384"
                : "SHA256";
        return new JcaContentSignerBuilder(hash + "withECDSA").build(key);
    }

    private static X509Certificate java(X509CertificateHolder holder) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    }
}
