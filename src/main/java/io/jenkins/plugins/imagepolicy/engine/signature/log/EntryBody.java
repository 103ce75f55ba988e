package io.jenkins.plugins.imagepolicy.engine.signature.log;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The canonicalized body of a Rekor entry, of the kinds hashedrekord (0.0.1, 0.0.2), dsse (0.0.1, 0.0.2) and intoto (0.0.1, 0.0.2).
 * An entry that is not compared with the signature proves nothing (CVE-2026-22703).
 */
public final class EntryBody {
    private final String kind;
    private final String version;
    private final JsonObject spec;

    private EntryBody(String kind, String version, JsonObject spec) {
        this.kind = kind;
        this.version = version;
        this.spec = spec;
    }

    public static EntryBody parse(byte[] body) throws EncodingException {
        JsonObject entry = StrictJson.object(body, "the log entry").only("apiVersion", "kind", "spec");
        return new EntryBody(entry.text("kind"), entry.text("apiVersion"), entry.object("spec"));
    }

    public String kind() {
        return kind;
    }

    public String version() {
        return version;
    }

    /** Written by the second generation of Rekor, which promises nothing and tells no time. */
    public boolean isSecondGeneration() {
        return version.equals("0.0.2") && (kind.equals("hashedrekord") || kind.equals("dsse"));
    }

    /** The key that the entry names, as far as it can be read; for saying who signed, not for deciding. */
    public Optional<PublicKey> namedKey() {
        try {
            return switch (kind + ":" + version) {
                case "hashedrekord:0.0.1" ->
                    key(pem(spec.object("signature").object("publicKey").text("content")));
                case "dsse:0.0.1" -> key(pem(only(spec.objects("signatures")).text("verifier")));
                case "intoto:0.0.1" -> key(pem(spec.text("publicKey")));
                default -> Optional.empty();
            };
        } catch (EncodingException e) {
            return Optional.empty();
        }
    }

    /** Compares every part of the entry with what was found. */
    public void requireRecords(Recorded recorded) throws UnverifiedException {
        try {
            switch (kind + ":" + version) {
                case "hashedrekord:0.0.1" -> hashedRekord1(recorded);
                case "hashedrekord:0.0.2" -> hashedRekord2(recorded);
                case "dsse:0.0.1" -> dsse1(recorded);
                case "dsse:0.0.2" -> dsse2(recorded);
                case "intoto:0.0.1" -> intoto1(recorded);
                case "intoto:0.0.2" -> intoto2(recorded);
                default ->
                    throw mismatch("is of the kind " + kind + " " + version + ", which proves nothing of a signature");
            }
        } catch (EncodingException e) {
            throw mismatch("is malformed: " + e.getMessage());
        }
    }

    private void hashedRekord1(Recorded recorded) throws EncodingException, UnverifiedException {
        spec.only("data", "signature");
        requireHash(spec.object("data").object("hash"), recorded.signedBytes(), "content");
        JsonObject signature = spec.object("signature");
        requireSignature(signature.base64("content"), recorded);
        requireVerifier(pem(signature.object("publicKey").text("content")), recorded);
    }

    private void hashedRekord2(Recorded recorded) throws EncodingException, UnverifiedException {
        JsonObject entry =
                spec.only("hashedRekordV002").object("hashedRekordV002").only("data", "signature");
        requireDigest(entry.object("data"), recorded.signedBytes(), "content");
        JsonObject signature = entry.object("signature").only("content", "verifier");
        requireSignature(signature.base64("content"), recorded);
        requireVerifier(signature.object("verifier"), recorded);
    }

    private void dsse1(Recorded recorded) throws EncodingException, UnverifiedException {
        Content.Envelope envelope = envelope(recorded);
        spec.only("envelopeHash", "payloadHash", "signatures");
        requireHash(spec.object("payloadHash"), envelope.payload(), "payload");
        if (envelope.serialized().isPresent()) {
            requireHash(spec.object("envelopeHash"), envelope.serialized().get(), "envelope");
        }
        JsonObject signature = only(spec.objects("signatures")).only("signature", "verifier");
        requireSignature(signature.base64("signature"), recorded);
        requireVerifier(pem(signature.text("verifier")), recorded);
    }

    private void dsse2(Recorded recorded) throws EncodingException, UnverifiedException {
        Content.Envelope envelope = envelope(recorded);
        JsonObject entry = spec.only("dsseV002").object("dsseV002").only("payloadHash", "signatures");
        requireDigest(entry.object("payloadHash"), envelope.payload(), "payload");
        JsonObject signature = only(entry.objects("signatures")).only("content", "verifier");
        requireSignature(signature.base64("content"), recorded);
        requireVerifier(signature.object("verifier"), recorded);
    }

    /** Names no signature of its own: the hash of the stored envelope, signature included, is what binds. */
    private void intoto1(Recorded recorded) throws EncodingException, UnverifiedException {
        Content.Envelope envelope = envelope(recorded);
        if (envelope.serialized().isEmpty()) {
            throw mismatch("is an intoto 0.0.1 entry, which cannot be compared with a bundle");
        }
        requireHash(spec.object("content").object("hash"), envelope.serialized().get(), "envelope");
        requireVerifier(pem(spec.text("publicKey")), recorded);
    }

    private void intoto2(Recorded recorded) throws EncodingException, UnverifiedException {
        Content.Envelope envelope = envelope(recorded);
        JsonObject content = spec.object("content");
        requireHash(content.object("payloadHash"), envelope.payload(), "payload");
        JsonObject logged = content.object("envelope");
        if (!logged.text("payloadType").equals(envelope.payloadType())) {
            throw mismatch("is about another payload type");
        }
        JsonObject signature = only(logged.objects("signatures"));
        String inner = new String(signature.base64("sig"), StandardCharsets.US_ASCII);
        requireSignature(Base64Text.decode(inner, "the entry's signature"), recorded);
        requireVerifier(pem(signature.text("publicKey")), recorded);
    }

    private static Content.Envelope envelope(Recorded recorded) throws UnverifiedException {
        if (recorded.content() instanceof Content.Envelope envelope) {
            return envelope;
        }
        throw mismatch("is about an attestation, not about a signature");
    }

    private static void requireHash(JsonObject hash, byte[] bytes, String what)
            throws EncodingException, UnverifiedException {
        HashAlgorithm algorithm =
                switch (hash.text("algorithm")) {
                    case "sha256" -> HashAlgorithm.SHA256;
                    case "sha384" -> HashAlgorithm.SHA384;
                    case "sha512" -> HashAlgorithm.SHA512;
                    default -> throw mismatch("uses a hash that is not accepted");
                };
        String expected = HexFormat.of().formatHex(Hashes.hash(algorithm, bytes));
        if (!expected.equals(hash.text("value").toLowerCase(Locale.ROOT))) {
            throw mismatch("is about another " + what);
        }
    }

    private static void requireDigest(JsonObject data, byte[] bytes, String what)
            throws EncodingException, UnverifiedException {
        data.only("algorithm", "digest");
        HashAlgorithm algorithm =
                switch (data.text("algorithm")) {
                    case "SHA2_256" -> HashAlgorithm.SHA256;
                    case "SHA2_384" -> HashAlgorithm.SHA384;
                    case "SHA2_512" -> HashAlgorithm.SHA512;
                    default -> throw mismatch("uses a hash that is not accepted");
                };
        if (!MessageDigest.isEqual(Hashes.hash(algorithm, bytes), data.base64("digest"))) {
            throw mismatch("is about another " + what);
        }
    }

    private static void requireSignature(byte[] logged, Recorded recorded) throws UnverifiedException {
        if (!MessageDigest.isEqual(logged, recorded.signature())) {
            throw mismatch("is about another signature");
        }
    }

    private static void requireVerifier(JsonObject verifier, Recorded recorded)
            throws EncodingException, UnverifiedException {
        verifier.only("keyDetails", "x509Certificate", "publicKey");
        if (verifier.has("x509Certificate") == verifier.has("publicKey")) {
            throw mismatch("names not exactly one verifier");
        }
        boolean certificate = verifier.has("x509Certificate");
        byte[] der =
                verifier.object(certificate ? "x509Certificate" : "publicKey").base64("rawBytes");
        requireVerifier(new Pem.Block(certificate ? "CERTIFICATE" : "PUBLIC KEY", der, 1), recorded);
    }

    private static void requireVerifier(Pem.Block verifier, Recorded recorded)
            throws EncodingException, UnverifiedException {
        Optional<X509Certificate> certificate = recorded.certificate();
        if (certificate.isPresent()) {
            if (!verifier.label().equals("CERTIFICATE")
                    || !Arrays.equals(verifier.content(), Certificates.encoded(certificate.get()))) {
                throw mismatch("names another certificate");
            }
            return;
        }
        if (!key(verifier).map(recorded.key()::equals).orElse(false)) {
            throw mismatch("names another key");
        }
    }

    private static Optional<PublicKey> key(Pem.Block block) throws EncodingException {
        return switch (block.label()) {
            case "CERTIFICATE" ->
                Optional.of(Certificates.ofDer(block.content(), "the entry's certificate")
                        .getPublicKey());
            case "PUBLIC KEY" -> Optional.of(Keys.ofSubjectPublicKeyInfo(block.content()));
            case "RSA PUBLIC KEY" -> Optional.of(Keys.ofPkcs1(block.content()));
            default -> Optional.empty();
        };
    }

    private static Pem.Block pem(String base64) throws EncodingException {
        String text = new String(Base64Text.decode(base64, "the entry's verifier"), StandardCharsets.US_ASCII);
        List<Pem.Block> blocks = Pem.blocks(text);
        if (blocks.isEmpty()) {
            throw new EncodingException("the entry's verifier is no PEM");
        }
        return blocks.get(0);
    }

    private static JsonObject only(List<JsonObject> objects) throws EncodingException {
        if (objects.size() != 1) {
            throw new EncodingException("the entry has " + objects.size() + " signatures instead of one");
        }
        return objects.get(0);
    }

    private static UnverifiedException mismatch(String what) {
        return new UnverifiedException(ReasonCode.NOT_IN_LOG, "its log entry " + what);
    }
}
