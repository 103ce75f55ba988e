package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Public keys that Sigstore knows: ECDSA on P-256, P-384 and P-521, RSA of 2048 bits and more, Ed25519. */
public final class Keys {
    private static final int SMALLEST_RSA = 2048;
    private static final int LARGEST_RSA = 16384;
    private static final String REMEDY = "Give a PEM public key as 'cosign public-key' prints it";

    private Keys() {}

    /** All public keys of a PEM text, at least one. Errors name the line of the PEM text. */
    public static List<PublicKey> parsePublicKeys(String pem) throws TrustException {
        try {
            List<PublicKey> keys = new ArrayList<>();
            for (Pem.Block block : Pem.blocks(pem)) {
                keys.add(read(block));
            }
            if (keys.isEmpty()) {
                throw new TrustException("The text holds no PEM block", REMEDY);
            }
            return keys;
        } catch (EncodingException e) {
            throw new TrustException("The text is no valid PEM: " + e.getMessage(), REMEDY, e);
        }
    }

    private static PublicKey read(Pem.Block block) throws TrustException {
        try {
            return switch (block.label()) {
                case "PUBLIC KEY" -> ofSubjectPublicKeyInfo(block.content());
                case "RSA PUBLIC KEY" -> ofPkcs1(block.content());
                case "CERTIFICATE" -> throw new EncodingException("the block is a certificate, not a public key");
                default ->
                    throw new EncodingException(
                            block.label().contains("PRIVATE KEY")
                                    ? "the block is a private key; keep it secret and give the public key"
                                    : "the block is no public key");
            };
        } catch (EncodingException e) {
            throw new TrustException("line " + block.line() + ": " + e.getMessage(), REMEDY, e);
        }
    }

    /** A key from the DER of its SubjectPublicKeyInfo (RFC 5280). */
    public static PublicKey ofSubjectPublicKeyInfo(byte[] der) throws EncodingException {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
            String algorithm = algorithm(info.getAlgorithm());
            PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            if (key instanceof RSAPublicKey rsa) {
                int bits = rsa.getModulus().bitLength();
                if (bits < SMALLEST_RSA || bits > LARGEST_RSA) {
                    throw new EncodingException("an RSA key of " + bits + " bits is not accepted; use 2048 to 16384");
                }
            }
            requireOnCurve(key);
            return key;
        } catch (GeneralSecurityException | RuntimeException e) {
            // ASN.1 parsers answer malformed structures with exceptions of many kinds.
            throw new EncodingException("the key cannot be decoded", e);
        }
    }

    /** Refuses an ECDSA key whose point is not on its curve, which the JDK notices only when the key is used. */
    static void requireOnCurve(PublicKey key) throws EncodingException {
        if (key instanceof ECPublicKey ec && ec.getParams().getCurve().getField() instanceof ECFieldFp field) {
            BigInteger x = ec.getW().getAffineX();
            BigInteger y = ec.getW().getAffineY();
            BigInteger p = field.getP();
            BigInteger right = x.multiply(x)
                    .add(ec.getParams().getCurve().getA())
                    .multiply(x)
                    .add(ec.getParams().getCurve().getB());
            boolean inField = x.signum() >= 0 && x.compareTo(p) < 0 && y.signum() >= 0 && y.compareTo(p) < 0;
            if (!inField || !y.multiply(y).subtract(right).mod(p).equals(BigInteger.ZERO)) {
                throw new EncodingException("the key is no point of its curve");
            }
        }
    }

    /** An RSA key from the DER of PKCS #1 (RFC 8017 A.1.1). */
    public static PublicKey ofPkcs1(byte[] der) throws EncodingException {
        try {
            var key = org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(der);
            AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
            return ofSubjectPublicKeyInfo(new SubjectPublicKeyInfo(rsa, key).getEncoded());
        } catch (IOException | RuntimeException e) {
            throw new EncodingException("the RSA key cannot be decoded", e);
        }
    }

    private static String algorithm(AlgorithmIdentifier identifier) throws EncodingException {
        ASN1ObjectIdentifier algorithm = identifier.getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return "Ed25519";
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ASN1Encodable curve = identifier.getParameters();
            if (X9ObjectIdentifiers.prime256v1.equals(curve)
                    || SECObjectIdentifiers.secp384r1.equals(curve)
                    || SECObjectIdentifiers.secp521r1.equals(curve)) {
                return "EC";
            }
            throw new EncodingException("the key's curve is none of P-256, P-384 and P-521");
        }
        throw new EncodingException("the key's algorithm " + algorithm + " is none of ECDSA, RSA and Ed25519");
    }

    /** SHA-256 over the key's SubjectPublicKeyInfo, lower-case hexadecimal. */
    public static String fingerprint(PublicKey key) {
        return Digest.of(key.getEncoded()).hex();
    }

    /** The name that a trusted root gives this kind of key ({@code PublicKeyDetails} of protobuf-specs). */
    static Optional<String> details(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return switch (ec.getParams().getOrder().bitLength()) {
                case 256 -> Optional.of("PKIX_ECDSA_P256_SHA_256");
                case 384 -> Optional.of("PKIX_ECDSA_P384_SHA_384");
                case 521 -> Optional.of("PKIX_ECDSA_P521_SHA_512");
                default -> Optional.empty();
            };
        }
        if (key instanceof RSAPublicKey rsa) {
            return Optional.of("PKIX_RSA_PKCS1V15_" + rsa.getModulus().bitLength() + "_SHA256");
        }
        return key.getAlgorithm().startsWith("Ed") ? Optional.of("PKIX_ED25519") : Optional.empty();
    }
}
