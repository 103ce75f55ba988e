package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.OTHER_FORMAT;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.base64;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entries;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entry;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sigstore bundles and the statements in them. */
final class BundleAttacks extends Attacks {
    BundleAttacks() {
        envelope();
        form();
        statement();
        format();
    }

    private void envelope() {
        attack(
                "payload of the envelope changed",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> {
                    ObjectNode envelope = (ObjectNode) b.get("dsseEnvelope");
                    byte[] payload =
                            Base64.getDecoder().decode(envelope.get("payload").asText());
                    envelope.put("payload", base64(text(payload) + " "));
                })));
        attack(
                "envelope with two signatures",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> {
                    ArrayNode signatures = (ArrayNode) b.at("/dsseEnvelope/signatures");
                    signatures.add(signatures.get(0).deepCopy());
                })));
        attack(
                "envelope without signature",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> ((ObjectNode) b.get("dsseEnvelope")).putArray("signatures"))));
        attack("envelope of another type", BAD_SIGNATURE, s -> s.push(s.bundle().payloadType("text/plain")));
    }

    private void form() {
        attack(
                "message and envelope at once",
                BAD_SIGNATURE,
                s -> s.push(
                        s.bundle().bundle(b -> b.putObject("messageSignature").put("signature", "AAAA"))));
        attack(
                "key and certificate at once",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> ((ObjectNode) b.get("verificationMaterial"))
                        .putObject("publicKey")
                        .put("hint", "x"))));
        attack("unknown field", BAD_SIGNATURE, s -> s.push(s.bundle().bundle(b -> b.put("more", 1))));
        attack(
                "unknown version",
                BAD_SIGNATURE,
                s -> s.push(
                        s.bundle().bundle(b -> b.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.9+json"))));
        attack(
                "field given twice",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().stored(b -> text(b).replaceFirst("\\{", "{\"dsseEnvelope\":{},")
                        .getBytes(StandardCharsets.UTF_8))));
        attack("no log entry in the bundle", NOT_IN_LOG, s -> s.push(s.bundle().withoutLog()));
        attack(
                "the same log entry twice",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> entries(b).add(entry(b).deepCopy()))));
        attack(
                "too many log entries",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> {
                    for (int i = 0; i < 40; i++) {
                        entries(b).add(entry(b).deepCopy().put("logIndex", Integer.toString(i)));
                    }
                })));
    }

    private void statement() {
        attack(
                "statement about another image",
                BAD_SIGNATURE,
                s -> s.push(s.bundle()
                        .payload(p -> ((ObjectNode) p.at("/subject/0/digest")).put("sha256", s.other.hex()))));
        attack(
                "statement without subject",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().payload(p -> p.putArray("subject"))));
        attack(
                "statement with the digest under another algorithm",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().payload(p -> ((ObjectNode) p.at("/subject/0"))
                        .putObject("digest")
                        .put("sha512", s.image.hex()))));
        attack(
                "statement of another version",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().payload(p -> p.put("_type", "https://in-toto.io/Statement/v9"))));
        attack(
                "message of another image",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().message(s.repository.stored(s.other).orElseThrow())));
    }

    private void format() {
        attack("only in the other format than demanded", OTHER_FORMAT, s -> {
            s.push(s.bundle());
            s.demandFormat(SignatureFormat.LEGACY);
        });
        attack("only in the legacy format, bundle demanded", OTHER_FORMAT, s -> {
            s.push(s.legacy());
            s.demandFormat(SignatureFormat.BUNDLE);
        });
    }
}
