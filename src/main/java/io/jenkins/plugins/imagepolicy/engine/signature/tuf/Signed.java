package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One metadata file: what it says, and who signed that.
 *
 * @param bytes the file as stored, for hashes
 */
record Signed(String role, byte[] bytes, JsonObject content, byte[] signedBytes, List<Signature> signatures) {
    record Signature(String keyId, byte[] signature) {}

    /** Reads metadata that must be of the type {@code role}; nothing is verified yet. */
    static Signed read(String role, byte[] json) throws EncodingException {
        JsonObject file = StrictJson.object(json, role + ".json");
        JsonObject content = file.object("signed");
        if (!content.text("_type").equals(role)) {
            throw new EncodingException(role + ".json calls itself '" + content.text("_type") + "'");
        }
        if (!content.text("spec_version").startsWith("1.")) {
            throw new EncodingException(role + ".json is of an unknown version of the specification");
        }
        List<Signature> signatures = new ArrayList<>();
        for (JsonObject signature : file.objects("signatures")) {
            String hex = signature.text("sig");
            try {
                signatures.add(
                        new Signature(signature.text("keyid"), HexFormat.of().parseHex(hex)));
            } catch (IllegalArgumentException e) {
                throw new EncodingException("a signature of " + role + ".json is not hexadecimal");
            }
        }
        return new Signed(role, json, content, CanonicalJson.encode(content.node()), signatures);
    }

    long version() throws EncodingException {
        return content.integer("version");
    }

    Instant expires() throws EncodingException {
        try {
            return Instant.parse(content.text("expires"));
        } catch (DateTimeException e) {
            throw new EncodingException(role + ".json expires at no time like 2026-01-31T00:00:00Z");
        }
    }
}
