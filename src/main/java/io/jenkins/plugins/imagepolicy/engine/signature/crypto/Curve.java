package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * The curves that Sigstore knows, with Bouncy Castle's arithmetic made for each. On Java 17 it verifies in a tenth of the time that
 * the JDK's needs (P-256: 0.2 ms for 2.6; P-384: 0.6 for 5.5; P-521: 1.5 for 9.6), once its classes are loaded and compiled.
 */
enum Curve {
    P256(256, SECObjectIdentifiers.secp256r1),
    P384(384, SECObjectIdentifiers.secp384r1),
    P521(521, SECObjectIdentifiers.secp521r1);

    private final int bits;
    private final ASN1ObjectIdentifier id;
    private ECDomainParameters domain;

    Curve(int bits, ASN1ObjectIdentifier id) {
        this.bits = bits;
        this.id = id;
    }

    static Optional<Curve> of(ECPublicKey key) {
        BigInteger order = key.getParams().getOrder();
        for (Curve curve : values()) {
            if (curve.bits == order.bitLength()) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /**
     * The key as Bouncy Castle wants it, which holds what is computed once for it; safe for use by several threads.
     *
     * @throws IllegalArgumentException when it is no point of this curve, or infinity
     */
    ECPublicKeyParameters point(ECPublicKey key) {
        ECDomainParameters parameters = domain();
        if (!parameters.getN().equals(key.getParams().getOrder())) {
            throw new IllegalArgumentException("the key is of another curve");
        }
        return new ECPublicKeyParameters(
                parameters
                        .getCurve()
                        .createPoint(key.getW().getAffineX(), key.getW().getAffineY()),
                parameters);
    }

    /**
     * Whether the signature's point may have an x that exceeds the order, by less than Hasse's bound. The JDK refuses those that do;
     * by chance not one signature of 2^120 does.
     */
    boolean isExceptional(EcdsaSignature signature) {
        return signature.r().bitLength() <= bits / 2 + 2;
    }

    static boolean verify(ECPublicKeyParameters key, byte[] hash, EcdsaSignature signature) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(hash, signature.r(), signature.s());
    }

    private synchronized ECDomainParameters domain() {
        if (domain == null) {
            X9ECParameters parameters = CustomNamedCurves.getByOID(id);
            domain = new ECDomainParameters(parameters);
        }
        return domain;
    }
}
