package io.jenkins.plugins.imagepolicy.engine.signature.format;

import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the layers of cosign's {@code .sig} and {@code .att} manifests (cosign specs/SIGNATURE_SPEC.md, ATTESTATION_SPEC.md). */
public final class LegacyReader {
    public static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    public static final String DSSE = "application/vnd.dsse.envelope.v1+json";

    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    private static final String CHAIN = "dev.sigstore.cosign/chain";
    private static final String BUNDLE = "dev.sigstore.cosign/bundle";
    private static final String TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";

    private LegacyReader() {}

    /**
     * A layer of a {@code .sig} manifest.
     *
     * @param annotations of the layer's descriptor
     */
    public static Artefact signature(String where, Map<String, String> annotations, byte[] blob)
            throws UnverifiedException {
        try {
            String text = annotations.getOrDefault(SIGNATURE, "");
            byte[] signature = Base64Text.decodeWrapped(text, "the annotation " + SIGNATURE);
            if (signature.length == 0) {
                throw new EncodingException("the annotation " + SIGNATURE + " is missing or empty");
            }
            return artefact(where, annotations, new Content.Payload(blob), signature, signature);
        } catch (EncodingException e) {
            throw Malformed.because(e);
        }
    }

    /** A layer of an {@code .att} manifest; its timestamps are over the whole envelope. */
    public static Artefact attestation(String where, Map<String, String> annotations, byte[] blob)
            throws UnverifiedException {
        try {
            DsseReader.Signed signed = DsseReader.read(StrictJson.object(blob, "the envelope"), Optional.of(blob));
            return artefact(where, annotations, signed.envelope(), signed.signature(), blob);
        } catch (EncodingException e) {
            throw Malformed.because(e);
        }
    }

    private static Artefact artefact(
            String where, Map<String, String> annotations, Content content, byte[] signature, byte[] timestamped)
            throws EncodingException {
        return new Artefact(
                SignatureFormat.LEGACY,
                where,
                content,
                signature,
                key(annotations),
                entry(annotations).map(List::of).orElse(List.of()),
                timestamp(annotations).map(List::of).orElse(List.of()),
                timestamped);
    }

    private static KeyMaterial key(Map<String, String> annotations) throws EncodingException {
        String pem = annotations.getOrDefault(CERTIFICATE, "");
        if (pem.isBlank()) {
            return new KeyMaterial.None();
        }
        List<X509Certificate> leaf = Certificates.ofPem(pem);
        if (leaf.size() != 1) {
            throw new EncodingException("the annotation " + CERTIFICATE + " holds " + leaf.size() + " certificates");
        }
        return new KeyMaterial.Certificate(leaf.get(0), Certificates.ofPem(annotations.getOrDefault(CHAIN, "")));
    }

    private static Optional<LogEntry> entry(Map<String, String> annotations) throws EncodingException {
        String json = annotations.getOrDefault(BUNDLE, "");
        if (json.isBlank() || json.strip().equals("null")) {
            return Optional.empty();
        }
        JsonObject bundle = StrictJson.object(json, "the annotation " + BUNDLE).only("SignedEntryTimestamp", "Payload");
        JsonObject payload = bundle.object("Payload").only("body", "integratedTime", "logIndex", "logID");
        return Optional.of(new LogEntry(
                payload.integer("logIndex"),
                payload.text("logID"),
                "",
                "",
                payload.integer("integratedTime"),
                Optional.of(bundle.base64("SignedEntryTimestamp")),
                Optional.empty(),
                payload.base64("body")));
    }

    private static Optional<byte[]> timestamp(Map<String, String> annotations) throws EncodingException {
        String json = annotations.getOrDefault(TIMESTAMP, "");
        if (json.isBlank() || json.strip().equals("null")) {
            return Optional.empty();
        }
        return Optional.of(StrictJson.object(json, "the annotation " + TIMESTAMP)
                .only("SignedRFC3161Timestamp")
                .base64("SignedRFC3161Timestamp"));
    }
}
