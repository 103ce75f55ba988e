package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** X.509 certificates from DER and PEM. */
public final class Certificates {
    private static final String REMEDY =
            "Give the certificates as PEM, each between BEGIN CERTIFICATE and END CERTIFICATE";

    private Certificates() {}

    /** All certificates of a PEM text, at least one. Errors name the line of the PEM text. */
    public static List<X509Certificate> parse(String pem) throws TrustException {
        try {
            List<X509Certificate> certificates = ofPem(pem);
            if (certificates.isEmpty()) {
                throw new TrustException("The text holds no PEM block", REMEDY);
            }
            return certificates;
        } catch (EncodingException e) {
            throw new TrustException("The text is no valid PEM certificate: " + e.getMessage(), REMEDY, e);
        }
    }

    /** All certificates of a PEM text, which may hold none. */
    public static List<X509Certificate> ofPem(String pem) throws EncodingException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (!block.label().equals("CERTIFICATE")) {
                throw new EncodingException("line " + block.line() + ": the block is no certificate");
            }
            certificates.add(ofDer(block.content(), "line " + block.line() + ": the certificate"));
        }
        return certificates;
    }

    /** One certificate, with nothing behind it; {@code what} names it in the error. */
    public static X509Certificate ofDer(byte[] der, String what) throws EncodingException {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (certificate.getEncoded().length != der.length) {
                throw new EncodingException(what + " has bytes behind its end");
            }
            Keys.requireOnCurve(certificate.getPublicKey());
            return certificate;
        } catch (CertificateException | RuntimeException e) {
            throw new EncodingException(what + " cannot be decoded", e);
        }
    }

    /** DER of a certificate that was decoded before. */
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException("A decoded certificate has an encoding", e);
        }
    }
}
