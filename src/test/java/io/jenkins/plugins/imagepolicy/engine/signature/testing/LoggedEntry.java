package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/** Bodies of Rekor entries, as the log canonicalizes them. */
final class LoggedEntry {
    private final byte[] signature;
    private final String verifierLabel;
    private final byte[] verifier;
    private final PublicKey key;

    LoggedEntry(byte[] signature, PublicKey key, Optional<X509Certificate> certificate) {
        try {
            this.signature = signature;
            this.key = key;
            this.verifierLabel = certificate.isPresent() ? "CERTIFICATE" : "PUBLIC KEY";
            this.verifier = certificate.isPresent() ? certificate.get().getEncoded() : key.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param kind {@code hashedrekord:0.0.1} and the like */
    byte[] body(String kind, byte[] signedBytes, byte[] payload, byte[] envelope) {
        ObjectNode entry = Json.object();
        entry.put("apiVersion", kind.substring(kind.indexOf(':') + 1));
        entry.put("kind", kind.substring(0, kind.indexOf(':')));
        ObjectNode spec = entry.putObject("spec");
        switch (kind) {
            case "hashedrekord:0.0.1" -> hashedRekord1(spec, signedBytes);
            case "hashedrekord:0.0.2" -> hashedRekord2(spec, signedBytes);
            case "dsse:0.0.1" -> dsse1(spec, payload, envelope);
            case "dsse:0.0.2" -> dsse2(spec, payload);
            case "intoto:0.0.1" -> intoto1(spec, payload, envelope);
            case "intoto:0.0.2" -> intoto2(spec, payload, envelope);
            default -> throw new IllegalArgumentException(kind);
        }
        return Json.bytes(entry);
    }

    private void hashedRekord1(ObjectNode spec, byte[] signedBytes) {
        hash(spec.putObject("data").putObject("hash"), signedBytes);
        ObjectNode signed = spec.putObject("signature");
        signed.put("content", Base64Text.encode(signature));
        signed.putObject("publicKey").put("content", pem());
    }

    private void hashedRekord2(ObjectNode spec, byte[] signedBytes) {
        ObjectNode record = spec.putObject("hashedRekordV002");
        digest(record.putObject("data"), signedBytes);
        ObjectNode signed = record.putObject("signature");
        signed.put("content", Base64Text.encode(signature));
        verifier(signed.putObject("verifier"));
    }

    private void dsse1(ObjectNode spec, byte[] payload, byte[] envelope) {
        hash(spec.putObject("envelopeHash"), envelope);
        hash(spec.putObject("payloadHash"), payload);
        ObjectNode signed = spec.putArray("signatures").addObject();
        signed.put("signature", Base64Text.encode(signature));
        signed.put("verifier", pem());
    }

    private void dsse2(ObjectNode spec, byte[] payload) {
        ObjectNode record = spec.putObject("dsseV002");
        digest(record.putObject("payloadHash"), payload);
        ObjectNode signed = record.putArray("signatures").addObject();
        signed.put("content", Base64Text.encode(signature));
        verifier(signed.putObject("verifier"));
    }

    private void intoto1(ObjectNode spec, byte[] payload, byte[] envelope) {
        ObjectNode content = spec.putObject("content");
        hash(content.putObject("hash"), envelope);
        hash(content.putObject("payloadHash"), payload);
        spec.put("publicKey", pem());
    }

    private void intoto2(ObjectNode spec, byte[] payload, byte[] envelope) {
        ObjectNode content = spec.putObject("content");
        ObjectNode logged = content.putObject("envelope");
        logged.put("payloadType", "application/vnd.in-toto+json");
        ObjectNode signed = logged.putArray("signatures").addObject();
        signed.put("publicKey", pem());
        signed.put("sig", Base64Text.encode(Base64Text.encode(signature).getBytes(StandardCharsets.US_ASCII)));
        hash(content.putObject("hash"), envelope);
        hash(content.putObject("payloadHash"), payload);
    }

    private String pem() {
        return Base64Text.encode(Pem.write(verifierLabel, verifier).getBytes(StandardCharsets.US_ASCII));
    }

    private void verifier(ObjectNode node) {
        node.put("keyDetails", key.getAlgorithm().equals("EC") ? "PKIX_ECDSA_P256_SHA_256" : "PKIX_ED25519");
        node.putObject(verifierLabel.equals("CERTIFICATE") ? "x509Certificate" : "publicKey")
                .put("rawBytes", Base64Text.encode(verifier));
    }

    private static void hash(ObjectNode node, byte[] bytes) {
        node.put("algorithm", "sha256").put("value", HexFormat.of().formatHex(Hashes.sha256(bytes)));
    }

    private static void digest(ObjectNode node, byte[] bytes) {
        node.put("algorithm", "SHA2_256").put("digest", Base64Text.encode(Hashes.sha256(bytes)));
    }
}
