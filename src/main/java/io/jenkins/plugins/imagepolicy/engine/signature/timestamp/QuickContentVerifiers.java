package io.jenkins.plugins.imagepolicy.engine.signature.timestamp;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.SignatureCheck;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Verifies what one certificate signed in CMS: ECDSA by {@link SignatureCheck}, everything else by the JDK. */
final class QuickContentVerifiers implements ContentVerifierProvider {
    private static final Map<ASN1ObjectIdentifier, HashAlgorithm> ECDSA = Map.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256, HashAlgorithm.SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384, HashAlgorithm.SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512, HashAlgorithm.SHA512);

    private final X509Certificate certificate;
    private final X509CertificateHolder holder;

    QuickContentVerifiers(X509Certificate certificate, X509CertificateHolder holder) {
        this.certificate = certificate;
        this.holder = holder;
    }

    @Override
    public boolean hasAssociatedCertificate() {
        return true;
    }

    @Override
    public X509CertificateHolder getAssociatedCertificate() {
        return holder;
    }

    @Override
    public ContentVerifier get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
        HashAlgorithm hash = ECDSA.get(algorithm.getAlgorithm());
        if (hash != null && certificate.getPublicKey() instanceof ECPublicKey key) {
            return new Ecdsa(algorithm, key, hash);
        }
        return new JcaContentVerifierProviderBuilder().build(certificate).get(algorithm);
    }

    private record Ecdsa(
            AlgorithmIdentifier algorithm, ECPublicKey key, HashAlgorithm hash, ByteArrayOutputStream content)
            implements ContentVerifier {
        Ecdsa(AlgorithmIdentifier algorithm, ECPublicKey key, HashAlgorithm hash) {
            this(algorithm, key, hash, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public boolean verify(byte[] expected) {
            return SignatureCheck.ecdsa(key, hash, content.toByteArray(), expected);
        }
    }
}
