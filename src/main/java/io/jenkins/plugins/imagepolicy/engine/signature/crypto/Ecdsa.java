package io.jenkins.plugins.imagepolicy.engine.signature.crypto;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * ECDSA by whichever implementation costs less: a process begins with the JDK's, which starts at once, and goes over to Bouncy
 * Castle's, whose start costs as much as ten verifications. Both judge the same strictly decoded numbers of a signature;
 * what one accepts the other does. Safe for use by several threads.
 */
final class Ecdsa {
    /**
     * Verifications by the JDK that cost about as much as the start of the other implementation. The build sets none where it
     * records the classes that runs load.
     */
    static final int START = Integer.getInteger("image-policy.platform-verifications", 10);

    private final AtomicInteger untilStarted;
    private final RecentKeys keys = new RecentKeys();

    /** @param start verifications to begin with by the JDK */
    Ecdsa(int start) {
        this.untilStarted = new AtomicInteger(start);
    }

    boolean verify(ECPublicKey key, HashAlgorithm hash, byte[] message, byte[] signature) {
        Optional<EcdsaSignature> numbers =
                EcdsaSignature.parse(signature, key.getParams().getOrder());
        if (numbers.isEmpty()) {
            return false;
        }
        if (isStarting()) {
            return byPlatform(key, hash, message, signature);
        }
        Optional<Curve> curve = Curve.of(key);
        if (curve.isEmpty() || curve.get().isExceptional(numbers.get())) {
            return byPlatform(key, hash, message, signature);
        }
        try {
            ECPublicKeyParameters point = keys.get(key, curve.get());
            return Curve.verify(point, Hashes.hash(hash, message), numbers.get());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isStarting() {
        return untilStarted.get() > 0 && untilStarted.getAndDecrement() > 0;
    }

    private static boolean byPlatform(ECPublicKey key, HashAlgorithm hash, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(hash.name() + "withECDSA");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform lacks ECDSA with " + hash, e);
        }
    }
}
