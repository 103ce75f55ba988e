package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;

/** The signature algorithms of JSON Web Signatures (RFC 7518). Signing is deterministic, so that evaluation is. */
enum Signatures {
    HS256,
    HS384,
    HS512,
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    EdDSA;

    private static final Map<Integer, String> CURVES = Map.of(256, "secp256r1", 384, "secp384r1", 521, "secp521r1");

    static Signatures of(String name) {
        for (Signatures s : values()) {
            if (s.name().equals(name)) {
                return s;
            }
        }
        return null;
    }

    boolean isSymmetric() {
        return name().startsWith("HS");
    }

    private String bits() {
        return name().substring(2);
    }

    boolean verifyMac(byte[] secret, byte[] data, byte[] signature) throws BuiltinException {
        return MessageDigest.isEqual(Hashes.mac("HmacSHA" + bits(), secret, data), signature);
    }

    byte[] mac(byte[] secret, byte[] data) throws BuiltinException {
        return Hashes.mac("HmacSHA" + bits(), secret, data);
    }

    boolean fits(PublicKey key) {
        return switch (name().substring(0, 2)) {
            case "RS", "PS" -> key instanceof RSAPublicKey;
            case "ES" ->
                key instanceof ECPublicKey ec && bitsOf(ec) == (this == ES512 ? 521 : Integer.parseInt(bits()));
            case "Ed" -> key instanceof EdECPublicKey;
            default -> false;
        };
    }

    private static int bitsOf(ECKey key) {
        return key.getParams().getOrder().bitLength();
    }

    private Signature engine() throws GeneralSecurityException {
        switch (name().substring(0, 2)) {
            case "RS":
                return Signature.getInstance("SHA" + bits() + "withRSA");
            case "PS": {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                String hash = "SHA-" + bits();
                pss.setParameter(new PSSParameterSpec(
                        hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits()) / 8, 1));
                return pss;
            }
            case "ES":
                return Signature.getInstance("SHA" + bits() + "withECDSAinP1363Format");
            default:
                return Signature.getInstance("Ed25519");
        }
    }

    boolean verify(PublicKey key, byte[] data, byte[] signature) {
        if (!fits(key)) {
            return false;
        }
        try {
            Signature engine = engine();
            engine.initVerify(key);
            engine.update(data);
            return engine.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    byte[] sign(PrivateKey key, byte[] data) throws BuiltinException {
        try {
            if (name().startsWith("RS") && key instanceof RSAPrivateKey
                    || this == EdDSA && key instanceof EdECPrivateKey) {
                Signature engine = engine();
                engine.initSign(key);
                engine.update(data);
                return engine.sign();
            }
            if (name().startsWith("PS") && key instanceof RSAPrivateKey) {
                Signature engine = engine();
                engine.initSign(key, new FixedSalt(data));
                engine.update(data);
                return engine.sign();
            }
            if (name().startsWith("ES") && key instanceof ECPrivateKey ec) {
                return ecdsa(ec, data);
            }
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of("failed to sign: " + e.getMessage());
        }
        throw BuiltinException.of("key does not fit the algorithm " + name());
    }

    /** ECDSA whose nonce comes from key and message (RFC 6979). */
    private byte[] ecdsa(ECPrivateKey key, byte[] data) throws GeneralSecurityException, BuiltinException {
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec(CURVES.get(bitsOf(key)));
        var digest = this == ES256 ? new SHA256Digest() : this == ES384 ? new SHA384Digest() : new SHA512Digest();
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest));
        ECDomainParameters domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
        signer.init(true, new ECPrivateKeyParameters(key.getS(), domain));
        BigInteger[] rs = signer.generateSignature(
                MessageDigest.getInstance("SHA-" + bits()).digest(data));
        int size = (bitsOf(key) + 7) / 8;
        byte[] out = new byte[2 * size];
        for (int i = 0; i < 2; i++) {
            byte[] part = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(size, rs[i]);
            System.arraycopy(part, 0, out, i * size, size);
        }
        return out;
    }

    /** A salt that comes from the message: the salt of PSS need not be secret. */
    private static final class FixedSalt extends java.security.SecureRandom {
        private static final long serialVersionUID = 1;
        private final transient byte[] seed;

        FixedSalt(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            new java.util.Random(java.util.Arrays.hashCode(seed)).nextBytes(bytes);
        }
    }
}
