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
    private record Scheme(String name, AlgorithmParameterSpec parameters) {}

    private SignatureCheck() {}

    /** Legacy formats: one hash whatever the key, Ed25519 without prehash (cosign loads verifiers with SHA-256). */
    public static boolean legacy(PublicKey key, HashAlgorithm hash, byte[] message, byte[] signature) {
        List<Scheme> schemes = new ArrayList<>();
        if (key instanceof ECPublicKey) {
            schemes.add(ecdsa(hash));
        } else if (key instanceof RSAPublicKey rsa) {
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
        List<Scheme> schemes = new ArrayList<>();
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            if (bits == 384) {
                schemes.add(ecdsa(HashAlgorithm.SHA384));
            } else if (bits == 521) {
                schemes.add(ecdsa(HashAlgorithm.SHA512));
            }
            schemes.add(ecdsa(HashAlgorithm.SHA256));
        } else if (key instanceof RSAPublicKey rsa) {
            addRsa(schemes, rsa, HashAlgorithm.SHA256);
        } else if (key instanceof EdECPublicKey) {
            schemes.add(new Scheme("Ed25519", new EdDSAParameterSpec(true)));
            schemes.add(new Scheme("Ed25519", null));
        }
        return any(schemes, key, message, signature);
    }

    /** Whether {@code signature} could be one of {@code key} at all, by its shape. */
    public static boolean fits(PublicKey key, byte[] signature) {
        if (key instanceof RSAPublicKey rsa) {
            return signature.length == (rsa.getModulus().bitLength() + 7) / 8;
        }
        if (key instanceof EdECPublicKey) {
            return signature.length == 64;
        }
        int bytes = key instanceof ECPublicKey ec ? (ec.getParams().getOrder().bitLength() + 7) / 8 : 0;
        return signature.length > 6 && signature[0] == 0x30 && Math.abs(signature.length - 2 * bytes - 7) <= 4;
    }

    private static Scheme ecdsa(HashAlgorithm hash) {
        return new Scheme(hash.name() + "withECDSA", null);
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
