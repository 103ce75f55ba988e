package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.Base64;
import java.util.Set;

/** Signs JSON Web Tokens. */
final class TokenSigning {
    private static final Set<String> TEXT_FIELDS = Set.of("cty", "jwk", "jku", "kid", "typ");

    private TokenSigning() {}

    static Value sign(BuiltinContext c, String header, String payload, String key) throws BuiltinException {
        Value h;
        try {
            h = Encodings.json(c, header);
        } catch (BuiltinException e) {
            throw BuiltinException.of("missing or invalid 'alg' header: cannot parse JSON"
                    + (header.isEmpty() ? ": cannot parse empty string" : ""));
        }
        if (!(h instanceof ObjectValue fields) || !(fields.get("alg") instanceof StringValue name)) {
            throw BuiltinException.of("missing or invalid 'alg' header: jwsbb: header \"alg\" not found");
        }
        checkHeader(fields);
        Signatures algorithm = Signatures.of(name.value());
        if (algorithm == null) {
            throw BuiltinException.of("unknown JWS algorithm: " + name.value());
        }
        if (fields.get("typ") instanceof StringValue type && type.value().equals("JWT")) {
            try {
                Encodings.json(c, payload);
            } catch (BuiltinException e) {
                throw BuiltinException.of("type is JWT but payload is not JSON");
            }
        }
        if (!(Encodings.json(c, key) instanceof ObjectValue jwk)) {
            throw BuiltinException.of("failed to parse a JWK key (set)");
        }
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString(Utf8.encode(header)) + "." + base64.encodeToString(Utf8.encode(payload));
        byte[] data = Utf8.encode(signed);
        byte[] signature = algorithm.isSymmetric()
                ? algorithm.mac(Keys.secret(jwk), data)
                : algorithm.sign(Keys.privateKey(jwk), data);
        return StringValue.of(signed + "." + base64.encodeToString(signature));
    }

    /** The fields of RFC 7515 section 4.1 that are text. */
    private static void checkHeader(ObjectValue fields) throws BuiltinException {
        for (String field : TEXT_FIELDS) {
            Value v = fields.get(field);
            if (v != null && !(v instanceof StringValue) && !(v instanceof NullValue)) {
                throw BuiltinException.of("cannot unmarshal header field " + field);
            }
        }
    }
}
