package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** The keys that may have signed a token. */
final class VerificationKeys {
    private final List<Key> keys;

    private VerificationKeys(List<Key> keys) {
        this.keys = keys;
    }

    /** A key that may have signed: its identifier and algorithm where it states them. */
    private record Key(PublicKey key, byte[] secret, String id, String algorithm) {}

    /** The keys of a certificate or public key in PEM, or of a JSON Web Key or set of them. */
    static VerificationKeys of(String text) throws BuiltinException {
        List<Key> keys = new ArrayList<>();
        if (Pems.isPem(text)) {
            List<Pems> blocks = Pems.blocks(text);
            if (blocks.isEmpty()) {
                throw BuiltinException.of("failed to decode PEM block containing certificate");
            }
            if (!text.substring(text.lastIndexOf("-----") + 5).isBlank()) {
                throw BuiltinException.of("extra data after a PEM certificate block");
            }
            keys.add(new Key(Keys.publicKey(blocks.get(0)), null, null, null));
            return new VerificationKeys(keys);
        }
        Value json;
        try {
            json = JsonReader.read(text);
        } catch (IOException e) {
            throw BuiltinException.of("failed to parse a JWK key (set)");
        }
        if (!(json instanceof ObjectValue object)) {
            throw BuiltinException.of("failed to parse a JWK key (set)");
        }
        if (object.get("keys") instanceof ArrayValue list) {
            for (Value v : list) {
                if (v instanceof ObjectValue jwk) {
                    keys.add(key(jwk));
                }
            }
        } else {
            keys.add(key(object));
        }
        return new VerificationKeys(keys);
    }

    private static Key key(ObjectValue jwk) throws BuiltinException {
        PublicKey key = Keys.publicKey(jwk);
        String id = jwk.get("kid") instanceof StringValue s ? s.value() : null;
        String algorithm = jwk.get("alg") instanceof StringValue s ? s.value() : null;
        return new Key(key, key == null ? Keys.secret(jwk) : null, id, algorithm);
    }

    boolean verify(JsonWebToken token, Signatures algorithm) {
        String id = token.text("kid");
        byte[] data = Utf8.encode(token.signed());
        // With an identifier in the header, the key that bears it decides alone.
        if (id != null) {
            for (Key key : keys) {
                if (id.equals(key.id)) {
                    return key.key != null && algorithm.verify(key.key, data, token.signature());
                }
            }
        }
        for (Key key : keys) {
            boolean other = key.algorithm != null && !key.algorithm.equals(algorithm.name());
            if (key.key != null && !other && algorithm.verify(key.key, data, token.signature())) {
                return true;
            }
        }
        return false;
    }
}
