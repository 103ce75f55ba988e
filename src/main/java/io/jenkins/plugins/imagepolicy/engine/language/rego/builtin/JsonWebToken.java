package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.IOException;
import java.util.Base64;

/** A token in its three parts, as written and decoded. */
record JsonWebToken(String signed, ObjectValue header, byte[] payload, byte[] signature) {
    static JsonWebToken of(String text) throws BuiltinException {
        String[] parts = text.split("[.]", -1);
        if (parts.length == 1) {
            throw BuiltinException.of("encoded JWT had no period separators");
        }
        if (parts.length != 3) {
            throw BuiltinException.of("encoded JWT must have 3 sections, found " + parts.length);
        }
        byte[] header = part(parts[0], "header");
        byte[] payload = part(parts[1], "payload");
        byte[] signature = part(parts[2], "signature");
        Value h;
        try {
            h = JsonReader.read(Utf8.decode(header));
        } catch (IOException e) {
            throw BuiltinException.of("JWT header is no JSON");
        }
        if (!(h instanceof ObjectValue object)) {
            throw BuiltinException.of("JWT header is no JSON object");
        }
        if (object.get("enc") != null) {
            throw BuiltinException.of("JWT is a JWE object, which is not supported");
        }
        return new JsonWebToken(parts[0] + "." + parts[1], object, payload, signature);
    }

    private static byte[] part(String text, String name) throws BuiltinException {
        try {
            if (text.contains("=")) {
                throw new IllegalArgumentException("padding");
            }
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            int bad = 0;
            while (bad < text.length()
                    && (Character.isLetterOrDigit(text.charAt(bad)) && text.charAt(bad) < 128
                            || "-_".indexOf(text.charAt(bad)) >= 0)) {
                bad++;
            }
            throw BuiltinException.of(
                    "JWT " + name + " had invalid encoding: illegal base64 data at input byte " + bad);
        }
    }

    String text(String field) {
        return header.get(field) instanceof StringValue s ? s.value() : null;
    }

    /** True if the payload is a token again. */
    boolean isNested() {
        String type = text("cty");
        return type != null && type.equalsIgnoreCase("JWT");
    }

    JsonWebToken inner() throws BuiltinException {
        String text = Utf8.decode(payload).strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        return of(text);
    }

    ObjectValue claims(BuiltinContext c) throws BuiltinException {
        if (Encodings.json(c, Utf8.decode(payload)) instanceof ObjectValue o) {
            return o;
        }
        throw BuiltinException.of("JWT payload is no JSON object");
    }

    /** Header fields that the token says must be understood: none is. */
    boolean hasCritical() {
        return header.get("crit") != null;
    }
}
