package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether a signature is that of a key over some bytes, by the algorithms that Sigstore clients use. */
public final class SignatureCheck {
    /** One for the process: what it computes for a key serves every verification after it. */
    private static final Ecdsa ECDSA = new Ecdsa(Ecdsa.START);

    private record Scheme(String name, AlgorithmParameterSpec parameters) {}

    private SignatureCheck() {}

    /** ECDSA with a hash that is given, the signature in DER. */
    public static boolean ecdsa(ECPublicKey key, HashAlgorithm hash, byte[] message, byte[] signature) {
        return ECDSA.verify(key, hash, message, signature);
    }

    /** Legacy formats: one hash whatever the key, Ed25519 without prehash (cosign loads verifiers with SHA-256). */
    public static boolean legacy(PublicKey key, HashAlgorithm hash, byte[] message, byte[] signature) {
        if (key instanceof ECPublicKey ec) {
            return ecdsa(ec, hash, message, signature);
        }
        List<Scheme> schemes = new ArrayList<>();
        if (key instanceof RSAPublicKey rsa) {
            addRsa(schemes, rsa, hash);
        } else if (key instanceof EdECPublicKey) {
            schemes.add(new Scheme("Ed25519", null));
        }
        return any(schemes, key, message, signature);
    }

    /**
     * Bundles, logs and checkpoints: the key implies the hash. SHA-256 with P-384 and P-521 is what older clients wrote; Ed25519
     * may be prehashed, as bundles want it, or plain.
     */
    public static boolean implied(PublicKey key, byte[] message, byte[] signature) {
        if (key instanceof ECPublicKey ec) {
            HashAlgorithm first =
                    switch (ec.getParams().getOrder().bitLength()) {
                        case 384 -> HashAlgorithm.SHA384;
                        case 521 -> HashAlgorithm.SHA512;
                        default -> HashAlgorithm.SHA256;
                    };
            return ecdsa(ec, first, message, signature)
                    || first != HashAlgorithm.SHA256 && ecdsa(ec, HashAlgorithm.SHA256, message, signature);
        }
        List<Scheme> schemes = new ArrayList<>();
        if (key instanceof RSAPublicKey rsa) {
            addRsa(schemes, rsa, HashAlgorithm.SHA256);
        } else if (key instanceof EdECPublicKey) {
            schemes.add(new Scheme("Ed25519", new EdDSAParameterSpec(true)));
            schemes.add(new Scheme("Ed25519", null));
        }
        return any(schemes, key, message, signature);
    }

    private static void addRsa(List<Scheme> schemes, RSAPublicKey key, HashAlgorithm hash) {
        schemes.add(new Scheme(hash.name() + "withRSA", null));
        int digest = Integer.parseInt(hash.name().substring(3)) / 8;
        int longest = (key.getModulus().bitLength() + 6) / 8 - digest - 2;
        MGF1ParameterSpec mask = new MGF1ParameterSpec(hash.javaName());
        schemes.add(new Scheme("RSASSA-PSS", new PSSParameterSpec(hash.javaName(), "MGF1", mask, digest, 1)));
        schemes.add(new Scheme("RSASSA-PSS", new PSSParameterSpec(hash.javaName(), "MGF1", mask, longest, 1)));
    }

    private static boolean any(List<Scheme> schemes, PublicKey key, byte[] message, byte[] signature) {
        return schemes.stream().anyMatch(scheme -> verify(scheme, key, message, signature));
    }

    private static boolean verify(Scheme scheme, PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(scheme.name());
            if (scheme.parameters() != null) {
                verifier.setParameter(scheme.parameters());
            }
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform lacks " + scheme.name(), e);
        }
    }
}
