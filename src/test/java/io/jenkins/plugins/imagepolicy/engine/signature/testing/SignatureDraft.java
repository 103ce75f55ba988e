package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Dsse;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A signature or attestation of an image to be. Everything is right unless a test changes it: what is changed before signing or
 * logging is then signed and logged as changed; {@link #annotations}, {@link #bundle}, {@link #envelope} and {@link #manifest}
 * change what is stored in the end.
 */
public final class SignatureDraft {
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String DSSE = "application/vnd.dsse.envelope.v1+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private final TestSigstore sigstore;
    private final TestSigner signer;
    private final Digest image;
    private final boolean legacy;
    private final boolean attestation;

    private byte[] payload;
    private String payloadType = Dsse.IN_TOTO;
    private Instant signedAt;
    private Instant loggedAt;
    private Instant stampedAt;
    private Optional<TestRekor> rekor;
    private Optional<TestTimestampAuthority> timestampAuthority = Optional.empty();
    private Optional<byte[]> stampedOver = Optional.empty();
    private Optional<String> entryKind = Optional.empty();
    private int bundleVersion = 3;
    private boolean message;
    private boolean embedTimestampCertificate;
    private TestAuthority authority;
    private Optional<X509Certificate> certificateOfOther = Optional.empty();
    private Consumer<CertificateDraft> certificate = draft -> {};
    private UnaryOperator<byte[]> sign;
    private UnaryOperator<byte[]> logBody = body -> body;
    private UnaryOperator<byte[]> stored = bytes -> bytes;
    private Consumer<Map<String, String>> annotations = map -> {};
    private Consumer<ObjectNode> bundle = json -> {};
    private Consumer<ObjectNode> envelope = json -> {};
    private Consumer<ObjectNode> manifest = json -> {};

    private X509Certificate issued;

    SignatureDraft(
            TestSigstore sigstore,
            TestSigner signer,
            Digest image,
            boolean legacy,
            Optional<String> predicateType,
            String predicate) {
        this.sigstore = sigstore;
        this.signer = signer;
        this.image = image;
        this.legacy = legacy;
        this.attestation = predicateType.isPresent();
        this.authority = sigstore.fulcio();
        this.rekor = Optional.of(sigstore.rekor());
        at(sigstore.now());
        this.sign = bytes -> legacy
                ? TestKeys.signLegacy(signer.keys().getPrivate(), bytes)
                : TestKeys.signBundle(signer.keys(), bytes);
        this.payload = legacy && !attestation
                ? Payloads.simpleSigning(image)
                : Payloads.statement(
                        predicateType.orElse("https://sigstore.dev/cosign/sign/v1"), image, predicate, !attestation);
    }

    /** When it is signed, logged and stamped. */
    public SignatureDraft at(Instant time) {
        signedAt = time;
        loggedAt = time;
        stampedAt = time;
        return this;
    }

    public SignatureDraft loggedAt(Instant time) {
        loggedAt = time;
        return this;
    }

    public SignatureDraft stampedAt(Instant time) {
        stampedAt = time;
        return this;
    }

    public SignatureDraft payload(byte[] bytes) {
        payload = bytes;
        return this;
    }

    /** Changes the payload's JSON before it is signed. */
    public SignatureDraft payload(Consumer<ObjectNode> change) {
        payload = Json.edit(payload, change);
        return this;
    }

    public SignatureDraft payloadType(String type) {
        payloadType = type;
        return this;
    }

    /** The payload as it will be signed. */
    public byte[] payload() {
        return payload;
    }

    public SignatureDraft withoutLog() {
        rekor = Optional.empty();
        return this;
    }

    public SignatureDraft log(TestRekor log) {
        rekor = Optional.of(log);
        return this;
    }

    /** {@code hashedrekord:0.0.1} and the like instead of what cosign would choose. */
    public SignatureDraft entryKind(String kind) {
        entryKind = Optional.of(kind);
        return this;
    }

    /** Changes what the log takes: the entry is genuine, but of something else. */
    public SignatureDraft logBody(UnaryOperator<byte[]> change) {
        logBody = change;
        return this;
    }

    /** By the trusted timestamp authority. */
    public SignatureDraft timestamped() {
        return timestamped(sigstore.timestampAuthority());
    }

    public SignatureDraft timestamped(TestTimestampAuthority by) {
        timestampAuthority = Optional.of(by);
        return this;
    }

    public SignatureDraft stampedOver(byte[] bytes) {
        stampedOver = Optional.of(bytes);
        return this;
    }

    public SignatureDraft embedTimestampCertificate() {
        embedTimestampCertificate = true;
        return this;
    }

    /** 1, 2 or 3; cosign writes 3. */
    public SignatureDraft bundleVersion(int version) {
        bundleVersion = version;
        return this;
    }

    /** A bundle of a message, the image's manifest, instead of a statement. */
    public SignatureDraft message(byte[] manifestBytes) {
        message = true;
        payload = manifestBytes;
        return this;
    }

    public SignatureDraft certificate(Consumer<CertificateDraft> change) {
        certificate = change;
        return this;
    }

    /** Presents a certificate that is not of the key that signs. */
    public SignatureDraft certificateOf(X509Certificate other) {
        certificateOfOther = Optional.of(other);
        return this;
    }

    public SignatureDraft issuedBy(TestAuthority other) {
        authority = other;
        return this;
    }

    public SignatureDraft sign(UnaryOperator<byte[]> signing) {
        sign = signing;
        return this;
    }

    /** Changes the blob stored in the end. */
    public SignatureDraft stored(UnaryOperator<byte[]> change) {
        stored = change;
        return this;
    }

    /** Changes the annotations of a legacy layer. */
    public SignatureDraft annotations(Consumer<Map<String, String>> change) {
        annotations = change;
        return this;
    }

    /** Changes the JSON in a legacy layer's annotation. */
    public SignatureDraft annotation(String name, Consumer<ObjectNode> change) {
        return annotations(map -> map.computeIfPresent(
                name,
                (key, json) ->
                        new String(Json.edit(json.getBytes(StandardCharsets.UTF_8), change), StandardCharsets.UTF_8)));
    }

    public SignatureDraft bundle(Consumer<ObjectNode> change) {
        bundle = change;
        return this;
    }

    /** Changes the stored DSSE envelope of a legacy attestation. */
    public SignatureDraft envelope(Consumer<ObjectNode> change) {
        envelope = change;
        return this;
    }

    public SignatureDraft manifest(Consumer<ObjectNode> change) {
        manifest = change;
        return this;
    }

    private Optional<X509Certificate> issue() {
        if (certificateOfOther.isPresent()) {
            return certificateOfOther;
        }
        if (signer.identity().isEmpty()) {
            return Optional.empty();
        }
        if (issued == null) {
            CertificateDraft draft =
                    new CertificateDraft(signer.publicKey(), signer.identity().get(), signedAt);
            certificate.accept(draft);
            issued = authority.issue(draft, sigstore.ctLog());
        }
        return Optional.of(issued);
    }

    private byte[] signedBytes() {
        boolean plain = message || legacy && !attestation;
        return plain ? payload : Dsse.preAuthenticationEncoding(payloadType, payload);
    }

    private ObjectNode envelopeJson(byte[] signature) {
        ObjectNode json = Json.object();
        json.put("payloadType", payloadType);
        json.put("payload", Base64Text.encode(payload));
        json.putArray("signatures").addObject().put("keyid", "").put("sig", Base64Text.encode(signature));
        return json;
    }

    private String kind(boolean second) {
        return entryKind.orElseGet(() -> {
            if (second) {
                return "hashedrekord:0.0.2";
            }
            return message || legacy && !attestation ? "hashedrekord:0.0.1" : "dsse:0.0.1";
        });
    }

    private byte[] body(TestRekor log, byte[] signature) {
        byte[] logged = new LoggedEntry(signature, signer.publicKey(), issue())
                .body(kind(log.isSecond()), signedBytes(), payload, Json.bytes(envelopeJson(signature)));
        return logBody.apply(logged);
    }

    /** Stores it as cosign would and returns the manifest's digest. */
    public Digest push(ArtefactStore store) {
        return legacy ? pushLegacy(store) : pushBundle(store);
    }

    private Digest pushLegacy(ArtefactStore store) {
        byte[] signature = sign.apply(signedBytes());
        ObjectNode envelopeJson = envelopeJson(signature);
        byte[] signedBlob = attestation ? Json.bytes(envelopeJson) : payload;
        Map<String, String> notes = new TreeMap<>();
        notes.put("dev.cosignproject.cosign/signature", attestation ? "" : Base64Text.encode(signature));
        issue().ifPresent(leaf -> {
            notes.put("dev.sigstore.cosign/certificate", TestSigstore.pem(leaf));
            notes.put(
                    "dev.sigstore.cosign/chain",
                    TestSigstore.pem(authority.intermediate()) + TestSigstore.pem(authority.root()));
        });
        rekor.ifPresent(log -> notes.put("dev.sigstore.cosign/bundle", legacyEntry(log, signature)));
        timestampAuthority.ifPresent(by -> {
            byte[] stamped = stampedOver.orElse(attestation ? signedBlob : signature);
            byte[] response = by.stamp(stamped, stampedAt, embedTimestampCertificate);
            notes.put(
                    "dev.sigstore.cosign/rfc3161timestamp",
                    "{\"SignedRFC3161Timestamp\":\"" + Base64Text.encode(response) + "\"}");
        });
        annotations.accept(notes);
        envelope.accept(envelopeJson);
        byte[] blob = stored.apply(attestation ? Json.bytes(envelopeJson) : payload);
        return appendLayer(store, blob, notes);
    }

    private String legacyEntry(TestRekor log, byte[] signature) {
        byte[] body = body(log, signature);
        ObjectNode entry = Json.object();
        entry.put("SignedEntryTimestamp", Base64Text.encode(log.promise(body, 4711, loggedAt)));
        entry.putObject("Payload")
                .put("body", Base64Text.encode(body))
                .put("integratedTime", loggedAt.getEpochSecond())
                .put("logIndex", 4711)
                .put("logID", HexFormat.of().formatHex(log.id()));
        return new String(Json.bytes(entry), StandardCharsets.UTF_8);
    }

    private Digest appendLayer(ArtefactStore store, byte[] blob, Map<String, String> notes) {
        String tag = "sha256-" + image.hex() + (attestation ? ".att" : ".sig");
        ObjectNode json = store.tagged(tag).map(Json::object).orElseGet(() -> {
            byte[] config =
                    "{\"architecture\":\"\",\"os\":\"\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},\"config\":{}}"
                            .getBytes(StandardCharsets.UTF_8);
            ObjectNode fresh = Json.object();
            fresh.put("schemaVersion", 2).put("mediaType", ArtefactStore.OCI_MANIFEST);
            fresh.putObject("config")
                    .put("mediaType", "application/vnd.oci.image.config.v1+json")
                    .put("size", config.length)
                    .put("digest", store.blob(config).toString());
            fresh.putArray("layers");
            return fresh;
        });
        ObjectNode layer = ((ArrayNode) json.get("layers")).addObject();
        layer.put("mediaType", attestation ? DSSE : SIMPLE_SIGNING);
        layer.put("size", blob.length).put("digest", store.blob(blob).toString());
        ObjectNode layerNotes = layer.putObject("annotations");
        notes.forEach(layerNotes::put);
        manifest.accept(json);
        return store.manifest(Optional.of(tag), ArtefactStore.OCI_MANIFEST, Json.bytes(json));
    }

    private Digest pushBundle(ArtefactStore store) {
        byte[] blob = stored.apply(bundleJson());
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        ObjectNode json = Json.object();
        json.put("schemaVersion", 2)
                .put("mediaType", ArtefactStore.OCI_MANIFEST)
                .put("artifactType", BUNDLE);
        json.putObject("config")
                .put("mediaType", "application/vnd.oci.empty.v1+json")
                .put("size", config.length)
                .put("digest", store.blob(config).toString());
        json.putArray("layers")
                .addObject()
                .put("mediaType", BUNDLE)
                .put("size", blob.length)
                .put("digest", store.blob(blob).toString());
        json.putObject("subject")
                .put("mediaType", ArtefactStore.OCI_MANIFEST)
                .put("size", 1)
                .put("digest", image.toString());
        manifest.accept(json);
        return store.manifest(Optional.empty(), ArtefactStore.OCI_MANIFEST, Json.bytes(json));
    }

    /** The bundle that would be stored. */
    public byte[] bundleJson() {
        byte[] signature = sign.apply(signedBytes());
        ObjectNode json = Json.object();
        json.put(
                "mediaType",
                bundleVersion == 3 ? BUNDLE : "application/vnd.dev.sigstore.bundle+json;version=0." + bundleVersion);
        ObjectNode material = json.putObject("verificationMaterial");
        material(material);
        ArrayNode entries = material.putArray("tlogEntries");
        rekor.ifPresent(log -> entry(entries.addObject(), log, signature));
        timestampAuthority.ifPresent(by -> material.putObject("timestampVerificationData")
                .putArray("rfc3161Timestamps")
                .addObject()
                .put(
                        "signedTimestamp",
                        Base64Text.encode(
                                by.stamp(stampedOver.orElse(signature), stampedAt, embedTimestampCertificate))));
        if (message) {
            ObjectNode signed = json.putObject("messageSignature");
            signed.putObject("messageDigest")
                    .put("algorithm", "SHA2_256")
                    .put("digest", Base64Text.encode(Digest.of(payload).bytes()));
            signed.put("signature", Base64Text.encode(signature));
        } else {
            json.set("dsseEnvelope", envelopeJson(signature));
        }
        bundle.accept(json);
        return Json.bytes(json);
    }

    private void material(ObjectNode material) {
        Optional<X509Certificate> leaf = issue();
        if (leaf.isEmpty()) {
            material.putObject("publicKey")
                    .put(
                            "hint",
                            Base64Text.encode(
                                    Digest.of(signer.publicKey().getEncoded()).bytes()));
        } else if (bundleVersion == 3) {
            material.putObject("certificate").put("rawBytes", TestSigstore.base64(leaf.get()));
        } else {
            ArrayNode chain = material.putObject("x509CertificateChain").putArray("certificates");
            chain.addObject().put("rawBytes", TestSigstore.base64(leaf.get()));
            chain.addObject().put("rawBytes", TestSigstore.base64(authority.intermediate()));
        }
    }

    private void entry(ObjectNode entry, TestRekor log, byte[] signature) {
        byte[] body = body(log, signature);
        String kind = kind(log.isSecond());
        entry.put("logIndex", log.isSecond() ? "1" : "4711");
        entry.putObject("logId").put("keyId", Base64Text.encode(log.id()));
        entry.putObject("kindVersion")
                .put("kind", kind.substring(0, kind.indexOf(':')))
                .put("version", kind.substring(kind.indexOf(':') + 1));
        if (!log.isSecond()) {
            entry.put("integratedTime", Long.toString(loggedAt.getEpochSecond()));
            entry.putObject("inclusionPromise")
                    .put("signedEntryTimestamp", Base64Text.encode(log.promise(body, 4711, loggedAt)));
        }
        byte[] root = log.root(body);
        ObjectNode proof = entry.putObject("inclusionProof");
        proof.put("logIndex", "1").put("rootHash", Base64Text.encode(root)).put("treeSize", "3");
        ArrayNode hashes = proof.putArray("hashes");
        log.proof().forEach(hash -> hashes.add(Base64Text.encode(hash)));
        proof.putObject("checkpoint").put("envelope", log.checkpoint(root, 3));
        entry.put("canonicalizedBody", Base64Text.encode(body));
    }
}
