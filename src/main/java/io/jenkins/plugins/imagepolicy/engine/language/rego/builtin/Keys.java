package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Public and private keys out of PEM blocks and JSON Web Keys (RFC 7517). */
final class Keys {
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    private Keys() {}

    private static String algorithm(AlgorithmIdentifier id) throws BuiltinException {
        return switch (id.getAlgorithm().getId()) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112" -> "Ed25519";
            default -> throw BuiltinException.of("unsupported key type");
        };
    }

    static PublicKey publicKey(SubjectPublicKeyInfo info) throws BuiltinException {
        try {
            return KeyFactory.getInstance(algorithm(info.getAlgorithm()))
                    .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw BuiltinException.of("failed to parse a PEM key");
        }
    }

    /** The key of a certificate or of a public key block. */
    static PublicKey publicKey(Pems block) throws BuiltinException {
        try {
            return switch (block.type()) {
                case "CERTIFICATE" ->
                    java.security.cert.CertificateFactory.getInstance("X.509")
                            .generateCertificate(new java.io.ByteArrayInputStream(block.der()))
                            .getPublicKey();
                case "PUBLIC KEY" -> publicKey(SubjectPublicKeyInfo.getInstance(block.der()));
                case "RSA PUBLIC KEY" ->
                    publicKey(new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
                            org.bouncycastle.asn1.ASN1Primitive.fromByteArray(block.der())));
                default -> throw BuiltinException.of("failed to parse a PEM key: " + block.type());
            };
        } catch (GeneralSecurityException | java.io.IOException | IllegalArgumentException e) {
            throw BuiltinException.of("failed to parse a PEM certificate");
        }
    }

    private static PrivateKeyInfo info(Pems block) throws BuiltinException {
        try {
            var der = org.bouncycastle.asn1.ASN1Primitive.fromByteArray(block.der());
            return switch (block.type()) {
                case "RSA PRIVATE KEY" ->
                    new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), der);
                case "EC PRIVATE KEY" ->
                    new PrivateKeyInfo(
                            new AlgorithmIdentifier(
                                    X9ObjectIdentifiers.id_ecPublicKey,
                                    org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(der)
                                            .getParametersObject()),
                            der);
                default -> PrivateKeyInfo.getInstance(der);
            };
        } catch (java.io.IOException | RuntimeException e) {
            throw BuiltinException.of("failed to parse private key");
        }
    }

    static PrivateKey privateKey(Pems block) throws BuiltinException {
        try {
            PrivateKeyInfo info = info(block);
            return KeyFactory.getInstance(algorithm(info.getPrivateKeyAlgorithm()))
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw BuiltinException.of("failed to parse private key");
        }
    }

    static byte[] rsaPrivateKeyDer(Pems block) throws BuiltinException {
        if (block.type().equals("RSA PRIVATE KEY")) {
            return block.der();
        }
        try {
            return info(block).parsePrivateKey().toASN1Primitive().getEncoded();
        } catch (java.io.IOException e) {
            throw BuiltinException.of("failed to parse private key");
        }
    }

    static boolean belongTogether(PublicKey key, Pems block) throws BuiltinException {
        PrivateKey secret = privateKey(block);
        if (key instanceof RSAPublicKey rsa && secret instanceof RSAPrivateKey mine) {
            return rsa.getModulus().equals(mine.getModulus());
        }
        if (!key.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        try {
            String algorithm = secret.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519";
            java.security.Signature s = java.security.Signature.getInstance(algorithm);
            s.initSign(secret);
            s.update((byte) 1);
            byte[] signed = s.sign();
            s.initVerify(key);
            s.update((byte) 1);
            return s.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** A private key with the field names of Go's key types. */
    static Value privateFields(Pems block) throws BuiltinException {
        PrivateKey key = privateKey(block);
        ObjectValue.Builder out = new ObjectValue.Builder();
        if (key instanceof RSAPrivateCrtKey rsa) {
            out.put("N", NumberValue.of(rsa.getModulus()));
            out.put("E", NumberValue.of(rsa.getPublicExponent()));
            out.put("D", NumberValue.of(rsa.getPrivateExponent()));
            out.put(
                    "Primes",
                    io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue.owning(
                            NumberValue.of(rsa.getPrimeP()), NumberValue.of(rsa.getPrimeQ())));
            out.put(
                    "Precomputed",
                    new ObjectValue.Builder()
                            .put("Dp", NumberValue.of(rsa.getPrimeExponentP()))
                            .put("Dq", NumberValue.of(rsa.getPrimeExponentQ()))
                            .put("Qinv", NumberValue.of(rsa.getCrtCoefficient()))
                            .put(
                                    "CRTValues",
                                    io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue.EMPTY)
                            .build());
        } else if (key instanceof ECPrivateKey ec) {
            out.put("Curve", ObjectValue.EMPTY);
            out.put("D", NumberValue.of(ec.getS()));
        } else {
            out.put("Algorithm", StringValue.of(key.getAlgorithm()));
        }
        return out.build();
    }

    private static byte[] bytes(ObjectValue jwk, String field) throws BuiltinException {
        if (jwk.get(field) instanceof StringValue s) {
            return Encodings.base64Url(s.value());
        }
        throw BuiltinException.of("failed to parse a JWK key (set): missing " + field);
    }

    private static BigInteger number(ObjectValue jwk, String field) throws BuiltinException {
        return new BigInteger(1, bytes(jwk, field));
    }

    private static ECParameterSpec curve(ObjectValue jwk) throws BuiltinException, GeneralSecurityException {
        String name = jwk.get("crv") instanceof StringValue s ? CURVES.get(s.value()) : null;
        if (name == null) {
            throw BuiltinException.of("failed to parse a JWK key (set): unknown curve");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static String type(ObjectValue jwk) {
        return jwk.get("kty") instanceof StringValue s ? s.value() : "";
    }

    /** The public part of a JSON Web Key; null for a symmetric one. */
    static PublicKey publicKey(ObjectValue jwk) throws BuiltinException {
        try {
            return switch (type(jwk)) {
                case "RSA" ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
                case "EC" ->
                    KeyFactory.getInstance("EC")
                            .generatePublic(
                                    new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), curve(jwk)));
                case "OKP" ->
                    publicKey(new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.3.101.112")),
                            bytes(jwk, "x")));
                case "oct" -> null;
                default -> throw BuiltinException.of("failed to parse a JWK key (set): unknown key type");
            };
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of("failed to parse a JWK key (set)");
        }
    }

    static byte[] secret(ObjectValue jwk) throws BuiltinException {
        if (!type(jwk).equals("oct")) {
            throw BuiltinException.of("key is not symmetric");
        }
        return bytes(jwk, "k");
    }

    static PrivateKey privateKey(ObjectValue jwk) throws BuiltinException {
        try {
            switch (type(jwk)) {
                case "RSA":
                    return KeyFactory.getInstance("RSA")
                            .generatePrivate(new RSAPrivateCrtKeySpec(
                                    number(jwk, "n"),
                                    number(jwk, "e"),
                                    number(jwk, "d"),
                                    number(jwk, "p"),
                                    number(jwk, "q"),
                                    number(jwk, "dp"),
                                    number(jwk, "dq"),
                                    number(jwk, "qi")));
                case "EC":
                    return KeyFactory.getInstance("EC")
                            .generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), curve(jwk)));
                case "OKP":
                    return KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new java.security.spec.EdECPrivateKeySpec(
                                    java.security.spec.NamedParameterSpec.ED25519, bytes(jwk, "d")));
                default:
                    throw BuiltinException.of("failed to parse a JWK key (set): unknown key type");
            }
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of("failed to parse a JWK key (set)");
        }
    }
}
