package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Packages crypto/md5, sha1, sha256, sha512 and hmac. */
final class CryptoPackages {
    private static final Map<String, String> MACS = Map.of(
            "MD5", "HmacMD5",
            "SHA1", "HmacSHA1",
            "SHA224", "HmacSHA224",
            "SHA256", "HmacSHA256",
            "SHA384", "HmacSHA384",
            "SHA512", "HmacSHA512",
            "SHA512_224", "HmacSHA512/224",
            "SHA512_256", "HmacSHA512/256");

    /** What stands before an Ed25519 key in its X.509 form. source: RFC 8410, section 4 */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private CryptoPackages() {}

    static void registerMd5(Registry registry) {
        sum(registry, "Sum", "MD5");
        sizes(registry, 16, 64);
    }

    static void registerSha1(Registry registry) {
        sum(registry, "Sum", "SHA-1");
        sizes(registry, 20, 64);
    }

    static void registerSha256(Registry registry) {
        sum(registry, "Sum256", "SHA-256");
        sum(registry, "Sum224", "SHA-224");
        sizes(registry, 32, 64);
        registry.constant("Size224", Results.integer(28));
    }

    static void registerSha512(Registry registry) {
        sum(registry, "Sum512", "SHA-512");
        sum(registry, "Sum384", "SHA-384");
        sum(registry, "Sum512_224", "SHA-512/224");
        sum(registry, "Sum512_256", "SHA-512/256");
        sizes(registry, 64, 128);
        registry.constant("Size224", Results.integer(28));
        registry.constant("Size256", Results.integer(32));
        registry.constant("Size384", Results.integer(48));
    }

    private static void sizes(Registry registry, int size, int block) {
        registry.constant("Size", Results.integer(size));
        registry.constant("BlockSize", Results.integer(block));
    }

    private static void sum(Registry registry, String name, String algorithm) {
        registry.function(name, "y", a -> {
            try {
                return new Data.BytesData(MessageDigest.getInstance(algorithm).digest(a.bytes(0)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the JVM lacks " + algorithm, e);
            }
        });
    }

    static void registerEd25519(Registry registry) {
        registry.constant("PublicKeySize", Results.integer(32));
        registry.predicate("Valid", "yyy", CryptoPackages::isSigned);
    }

    private static Data isSigned(Arguments arguments) {
        if (arguments.bytes(0).length != 32) {
            throw new CallError("ed25519: publicKey must be 32 bytes");
        }
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + 32);
        System.arraycopy(arguments.bytes(0), 0, encoded, ED25519_PREFIX.length, 32);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            signature.update(arguments.bytes(1));
            return Data.of(signature.verify(arguments.bytes(2)));
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
            return Data.FALSE;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM lacks Ed25519", e);
        }
    }

    static void registerHmac(Registry registry) {
        MACS.keySet().forEach(name -> registry.constant(name, new Data.StringData(name)));
        registry.function("Sign", "syy", a -> {
            String algorithm = MACS.get(a.string(0));
            if (algorithm == null) {
                throw new CallError("unsupported hash function");
            }
            byte[] key = a.bytes(1).length == 0 ? new byte[1] : a.bytes(1);
            try {
                Mac mac = Mac.getInstance(algorithm);
                mac.init(new SecretKeySpec(key, algorithm));
                return new Data.BytesData(mac.doFinal(a.bytes(2)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the JVM lacks " + algorithm, e);
            }
        });
    }
}
