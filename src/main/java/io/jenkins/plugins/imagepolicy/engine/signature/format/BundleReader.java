package io.jenkins.plugins.imagepolicy.engine.signature.format;

import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.InclusionProof;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Sigstore bundles of the versions 0.1 to 0.3 (protobuf-specs sigstore_bundle.proto and "Sigstore Bundle Format"). Unknown
 * fields are refused: what this reader passes over another might believe.
 */
public final class BundleReader {
    /** Media type with which cosign stores bundles. */
    public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private static final Pattern VERSION = Pattern.compile(
            "application/vnd\\.dev\\.sigstore\\.bundle(?:\\+json;version=0\\.([123])|\\.v0\\.([123])\\+json)");
    private static final int MOST_ENTRIES = 32;
    private static final int MOST_TIMESTAMPS = 32;
    private static final int MOST_CERTIFICATES = 10;

    private BundleReader() {}

    /** Whether a manifest or layer of this type is to be read as a bundle. */
    public static boolean isBundle(String mediaType) {
        return mediaType.startsWith("application/vnd.dev.sigstore.bundle");
    }

    /** @param where for people */
    public static Artefact read(String where, byte[] json) throws UnverifiedException {
        try {
            JsonObject bundle = StrictJson.object(json, "the bundle")
                    .only("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
            int version = version(bundle.text("mediaType"));
            JsonObject material = bundle.object("verificationMaterial")
                    .only(
                            "publicKey",
                            "certificate",
                            "x509CertificateChain",
                            "tlogEntries",
                            "timestampVerificationData");
            List<LogEntry> entries = entries(material, version);
            KeyMaterial key = key(material, version, entries);
            List<byte[]> timestamps = timestamps(material);
            if (bundle.has("messageSignature") == bundle.has("dsseEnvelope")) {
                throw new EncodingException("the bundle has not exactly one of messageSignature and dsseEnvelope");
            }
            if (bundle.has("dsseEnvelope")) {
                DsseReader.Signed signed = DsseReader.read(bundle.object("dsseEnvelope"), Optional.empty());
                return new Artefact(
                        SignatureFormat.BUNDLE,
                        where,
                        signed.envelope(),
                        signed.signature(),
                        key,
                        entries,
                        timestamps,
                        signed.signature());
            }
            JsonObject message = bundle.object("messageSignature").only("messageDigest", "signature");
            byte[] signature = message.base64("signature");
            return new Artefact(
                    SignatureFormat.BUNDLE, where, message(message), signature, key, entries, timestamps, signature);
        } catch (EncodingException e) {
            throw Malformed.because(e);
        }
    }

    private static int version(String mediaType) throws EncodingException {
        Matcher matcher = VERSION.matcher(mediaType);
        if (!matcher.matches()) {
            throw new EncodingException("the bundle's mediaType '" + mediaType + "' is of no known version");
        }
        return Integer.parseInt(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }

    private static Content.Message message(JsonObject message) throws EncodingException {
        JsonObject digest = message.object("messageDigest").only("algorithm", "digest");
        HashAlgorithm algorithm =
                switch (digest.text("algorithm")) {
                    case "SHA2_256" -> HashAlgorithm.SHA256;
                    case "SHA2_384" -> HashAlgorithm.SHA384;
                    case "SHA2_512" -> HashAlgorithm.SHA512;
                    default ->
                        throw new EncodingException(
                                "the message digest's algorithm '" + digest.text("algorithm") + "' is not accepted");
                };
        return new Content.Message(algorithm, digest.base64("digest"));
    }

    private static KeyMaterial key(JsonObject material, int version, List<LogEntry> entries) throws EncodingException {
        boolean chain = material.has("x509CertificateChain");
        long given = List.of("publicKey", "certificate", "x509CertificateChain").stream()
                .filter(material::has)
                .count();
        if (given != 1) {
            throw new EncodingException("the bundle names not exactly one key");
        }
        if (material.has("publicKey")) {
            String hint = material.object("publicKey")
                    .only("hint")
                    .optionalText("hint")
                    .orElse("");
            return new KeyMaterial.Hint(hint);
        }
        if (chain && version >= 3) {
            throw new EncodingException("a bundle of version 0.3 has one certificate, not a chain");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        List<JsonObject> encoded = chain
                ? material.object("x509CertificateChain").only("certificates").objects("certificates")
                : List.of(material.object("certificate"));
        if (encoded.isEmpty() || encoded.size() > MOST_CERTIFICATES) {
            throw new EncodingException("the bundle has " + encoded.size() + " certificates");
        }
        for (JsonObject certificate : encoded) {
            certificates.add(
                    Certificates.ofDer(certificate.only("rawBytes").base64("rawBytes"), "the bundle's certificate"));
        }
        requireNoRoot(certificates, version, entries);
        return new KeyMaterial.Certificate(certificates.get(0), certificates.subList(1, certificates.size()));
    }

    /** Only the first clients, which knew no inclusion proofs, wrote the root; a root in a bundle is never trusted anyway. */
    private static void requireNoRoot(List<X509Certificate> certificates, int version, List<LogEntry> entries)
            throws EncodingException {
        boolean old = version == 1 && entries.stream().allMatch(e -> e.proof().isEmpty());
        for (X509Certificate certificate : certificates) {
            if (!old && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                throw new EncodingException("the bundle's certificate chain holds a root");
            }
        }
    }

    private static List<byte[]> timestamps(JsonObject material) throws EncodingException {
        List<byte[]> timestamps = new ArrayList<>();
        Optional<JsonObject> data = material.optionalObject("timestampVerificationData");
        if (data.isPresent()) {
            for (JsonObject timestamp : data.get().only("rfc3161Timestamps").objects("rfc3161Timestamps")) {
                byte[] response = timestamp.only("signedTimestamp").base64("signedTimestamp");
                if (timestamps.stream().anyMatch(other -> Arrays.equals(other, response))) {
                    throw new EncodingException("the bundle has the same timestamp twice");
                }
                timestamps.add(response);
            }
        }
        if (timestamps.size() > MOST_TIMESTAMPS) {
            throw new EncodingException("the bundle has more than " + MOST_TIMESTAMPS + " timestamps");
        }
        return timestamps;
    }

    private static List<LogEntry> entries(JsonObject material, int version) throws EncodingException {
        List<LogEntry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<JsonObject> objects = material.objects("tlogEntries");
        if (objects.size() > MOST_ENTRIES) {
            throw new EncodingException("the bundle has more than " + MOST_ENTRIES + " log entries");
        }
        for (JsonObject object : objects) {
            LogEntry entry = entry(object);
            if (version == 1 && entry.promise().isEmpty()) {
                throw new EncodingException("a log entry of a bundle of version 0.1 lacks its promise");
            }
            if (version > 1 && entry.proof().isEmpty()) {
                throw new EncodingException("a log entry of the bundle lacks its inclusion proof");
            }
            if (!seen.add(entry.logId() + " " + entry.logIndex())) {
                throw new EncodingException("the bundle has the same log entry twice");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static LogEntry entry(JsonObject entry) throws EncodingException {
        entry.only(
                "logIndex",
                "logId",
                "kindVersion",
                "integratedTime",
                "inclusionPromise",
                "inclusionProof",
                "canonicalizedBody");
        long index = entry.integer("logIndex");
        if (index < 0) {
            throw new EncodingException(entry.path("logIndex") + " is negative");
        }
        JsonObject kind = entry.object("kindVersion").only("kind", "version");
        Optional<byte[]> promise = Optional.empty();
        if (entry.has("inclusionPromise")) {
            promise = entry.object("inclusionPromise")
                    .only("signedEntryTimestamp")
                    .optionalBase64("signedEntryTimestamp")
                    .filter(signed -> signed.length > 0);
        }
        Optional<InclusionProof> proof = Optional.empty();
        if (entry.has("inclusionProof")) {
            proof = Optional.of(proof(entry.object("inclusionProof")));
        }
        return new LogEntry(
                index,
                HexFormat.of().formatHex(entry.object("logId").only("keyId").base64("keyId")),
                kind.text("kind"),
                kind.text("version"),
                entry.integer("integratedTime"),
                promise,
                proof,
                entry.base64("canonicalizedBody"));
    }

    private static InclusionProof proof(JsonObject proof) throws EncodingException {
        proof.only("logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
        List<byte[]> hashes = new ArrayList<>();
        for (String hash : proof.texts("hashes")) {
            hashes.add(Base64Text.decode(hash, proof.path("hashes")));
        }
        return new InclusionProof(
                proof.integer("logIndex"),
                proof.base64("rootHash"),
                proof.integer("treeSize"),
                hashes,
                proof.object("checkpoint").only("envelope").text("envelope"));
    }
}
