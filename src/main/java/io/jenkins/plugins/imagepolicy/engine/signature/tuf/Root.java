package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.crypto.SignatureCheck;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** root.json: which keys sign which metadata, and how many of them must. */
final class Root {
    private final Signed metadata;
    private final Map<String, PublicKey> keys = new HashMap<>();
    private final Map<String, Role> roles = new HashMap<>();

    private record Role(Set<String> keyIds, long threshold) {}

    private Root(Signed metadata) {
        this.metadata = metadata;
    }

    static Root read(byte[] json) throws EncodingException {
        Root root = new Root(Signed.read("root", json));
        JsonObject content = root.metadata.content();
        JsonObject keys = content.object("keys");
        for (String id : names(keys)) {
            root.readKey(id, keys.object(id));
        }
        JsonObject roles = content.object("roles");
        for (String name : List.of("root", "timestamp", "snapshot", "targets")) {
            JsonObject role = roles.object(name);
            long threshold = role.integer("threshold");
            if (threshold < 1) {
                throw new EncodingException("root.json asks for no signature of " + name + ".json");
            }
            root.roles.put(name, new Role(new HashSet<>(role.texts("keyids")), threshold));
        }
        return root;
    }

    Signed metadata() {
        return metadata;
    }

    boolean isConsistentSnapshot() {
        return metadata.content().node().path("consistent_snapshot").asBoolean();
    }

    /** Requires the threshold of different keys that this root names for the metadata's role. */
    void requireSigned(Signed signed) throws EncodingException {
        Role role = roles.get(signed.role());
        Set<PublicKey> valid = new HashSet<>();
        for (Signed.Signature signature : signed.signatures()) {
            PublicKey key = keys.get(signature.keyId());
            if (key != null
                    && role.keyIds().contains(signature.keyId())
                    && SignatureCheck.implied(key, signed.signedBytes(), signature.signature())) {
                valid.add(key);
            }
        }
        if (valid.size() < role.threshold()) {
            throw new EncodingException(signed.role() + ".json is signed by " + valid.size() + " of the "
                    + role.threshold() + " keys that must sign it");
        }
    }

    /** Keys of kinds that are not known sign nothing. */
    private void readKey(String id, JsonObject key) throws EncodingException {
        String value = key.object("keyval").text("public");
        switch (key.text("keytype")) {
            case "ed25519" -> keys.put(id, ed25519(value));
            case "ecdsa", "ecdsa-sha2-nistp256", "rsa" -> {
                if (value.startsWith("-----BEGIN")) {
                    keys.put(id, pem(value));
                }
            }
            default -> {
                return;
            }
        }
    }

    private static PublicKey pem(String text) throws EncodingException {
        List<Pem.Block> blocks = Pem.blocks(text);
        if (blocks.size() != 1) {
            throw new EncodingException("root.json has a key of " + blocks.size() + " PEM blocks");
        }
        return Keys.ofSubjectPublicKeyInfo(blocks.get(0).content());
    }

    private static PublicKey ed25519(String hex) throws EncodingException {
        try {
            byte[] raw = HexFormat.of().parseHex(hex);
            if (raw.length != 32) {
                throw new EncodingException("root.json has an Ed25519 key that has not 32 bytes");
            }
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
            return Keys.ofSubjectPublicKeyInfo(new SubjectPublicKeyInfo(algorithm, raw).getEncoded());
        } catch (IllegalArgumentException | IOException e) {
            throw new EncodingException("root.json has an Ed25519 key that cannot be decoded", e);
        }
    }

    private static List<String> names(JsonObject object) {
        List<String> names = new ArrayList<>();
        object.node().fieldNames().forEachRemaining(names::add);
        return names;
    }
}
