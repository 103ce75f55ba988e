package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes to what is stored, and the ways to it. */
final class Edit {
    private Edit() {}

    static Descriptor descriptor(Digest digest, byte[] bytes) {
        return new Descriptor(
                ArtefactStore.OCI_MANIFEST, digest, bytes.length, Optional.empty(), Optional.empty(), Map.of());
    }

    static ArrayNode entries(ObjectNode bundle) {
        return (ArrayNode) bundle.at("/verificationMaterial/tlogEntries");
    }

    static ObjectNode entry(ObjectNode bundle) {
        return (ObjectNode) entries(bundle).get(0);
    }

    static ObjectNode proof(ObjectNode bundle) {
        return (ObjectNode) entry(bundle).get("inclusionProof");
    }

    static void checkpoint(ObjectNode bundle, UnaryOperator<String> change) {
        ObjectNode checkpoint = (ObjectNode) proof(bundle).get("checkpoint");
        checkpoint.put("envelope", change.apply(checkpoint.get("envelope").asText()));
    }

    /** Adds an entry that has everything an entry has, and means nothing. */
    static void junk(ObjectNode bundle) {
        ObjectNode junk = entry(bundle).deepCopy();
        junk.put("logIndex", "2").put("integratedTime", Long.toString(Scene.NOW.getEpochSecond()));
        junk.putObject("inclusionPromise").put("signedEntryTimestamp", "AAAA");
        junk.put("canonicalizedBody", base64("{}"));
        entries(bundle).add(junk);
    }

    static X509Certificate certificate(String pem) {
        try {
            return Certificates.parse(pem).get(0);
        } catch (TrustException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(Certificates.encoded(certificate));
    }

    static byte[] sign(String algorithm, KeyPair keys, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String flip(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
