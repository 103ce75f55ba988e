package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** JSON Web Tokens: decode, verify, sign (RFC 7515, 7519). */
final class Tokens {
    private static final Set<String> CONSTRAINTS = Set.of("cert", "secret", "alg", "iss", "time", "aud");

    private Tokens() {}

    static void register(Registry r) {
        r.add("io.jwt.decode", "string -> array[object[any:any], object[any:any], string]", Tokens::decode);
        for (Signatures algorithm : Signatures.values()) {
            String name = "io.jwt.verify_" + algorithm.name().toLowerCase(java.util.Locale.ROOT);
            r.add(name, "string, string -> boolean", (c, a) -> verify(a, algorithm));
        }
        r.add(
                "io.jwt.decode_verify",
                "string, object[string:any] -> array[boolean, object[any:any], object[any:any]]",
                Tokens::decodeVerify);
        r.add(
                "io.jwt.encode_sign_raw",
                "string, string, string -> string",
                (c, a) -> sign(c, Args.string(a, 1), Args.string(a, 2), Args.string(a, 3)));
        String object = "object[string:any]";
        r.add(
                "io.jwt.encode_sign",
                object + ", " + object + ", " + object + " -> string",
                (c, a) -> sign(
                        c,
                        JsonText.of(Args.object(a, 1)),
                        JsonText.of(Args.object(a, 2)),
                        JsonText.of(Args.object(a, 3))));
    }

    /** A token in its three parts, as written and decoded. */
    private record Token(String signed, ObjectValue header, byte[] payload, byte[] signature) {

        static Token of(String text) throws BuiltinException {
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
                h = io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader.read(Utf8.decode(header));
            } catch (java.io.IOException e) {
                throw BuiltinException.of("JWT header is no JSON");
            }
            if (!(h instanceof ObjectValue object)) {
                throw BuiltinException.of("JWT header is no JSON object");
            }
            if (object.get("enc") != null) {
                throw BuiltinException.of("JWT is a JWE object, which is not supported");
            }
            return new Token(parts[0] + "." + parts[1], object, payload, signature);
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

        Token inner() throws BuiltinException {
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
    }

    private static Value decode(BuiltinContext c, Value[] a) throws BuiltinException {
        Token token = Token.of(Args.string(a, 1));
        for (int i = 0; token.isNested(); i++) {
            if (i == 10) {
                throw BuiltinException.of("JWT nests too deeply");
            }
            token = token.inner();
        }
        return ArrayValue.owning(
                token.header, token.claims(c), StringValue.of(HexFormat.of().formatHex(token.signature)));
    }

    /** A key that may have signed: its identifier and algorithm where it states them. */
    private record Key(PublicKey key, byte[] secret, String id, String algorithm) {}

    private static List<Key> keys(String text) throws BuiltinException {
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
            return keys;
        }
        Value json;
        try {
            json = io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader.read(text);
        } catch (java.io.IOException e) {
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
        return keys;
    }

    private static Key key(ObjectValue jwk) throws BuiltinException {
        PublicKey key = Keys.publicKey(jwk);
        String id = jwk.get("kid") instanceof StringValue s ? s.value() : null;
        String algorithm = jwk.get("alg") instanceof StringValue s ? s.value() : null;
        return new Key(key, key == null ? Keys.secret(jwk) : null, id, algorithm);
    }

    private static Value verify(Value[] a, Signatures algorithm) throws BuiltinException {
        String text = Args.string(a, 1);
        String key = Args.string(a, 2);
        Token token = Token.of(text);
        if (algorithm.isSymmetric()) {
            return BooleanValue.of(algorithm.verifyMac(Utf8.encode(key), Utf8.encode(token.signed), token.signature));
        }
        return BooleanValue.of(verify(token, keys(key), algorithm));
    }

    private static boolean verify(Token token, List<Key> keys, Signatures algorithm) {
        String id = token.text("kid");
        byte[] data = Utf8.encode(token.signed);
        // With an identifier in the header, the key that bears it decides alone.
        if (id != null) {
            for (Key key : keys) {
                if (id.equals(key.id)) {
                    return key.key != null && algorithm.verify(key.key, data, token.signature);
                }
            }
        }
        for (Key key : keys) {
            boolean other = key.algorithm != null && !key.algorithm.equals(algorithm.name());
            if (key.key != null && !other && algorithm.verify(key.key, data, token.signature)) {
                return true;
            }
        }
        return false;
    }

    private static Value decodeVerify(BuiltinContext c, Value[] a) throws BuiltinException {
        Value invalid = ArrayValue.owning(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);
        ObjectValue constraints = Args.object(a, 2);
        for (int i = 0; i < constraints.size(); i++) {
            if (!(constraints.keyAt(i) instanceof StringValue s) || !CONSTRAINTS.contains(s.value())) {
                throw BuiltinException.of("unknown token validation constraint: " + constraints.keyAt(i));
            }
        }
        String certificate = constraint(constraints, "cert");
        String secret = constraint(constraints, "secret");
        if (certificate == null && secret == null) {
            throw BuiltinException.of("no key constraint");
        }
        if (certificate != null && secret != null) {
            throw BuiltinException.of("duplicate key constraints");
        }
        List<Key> keys = certificate == null ? List.of() : keys(certificate);
        Token token = Token.of(Args.string(a, 1));
        for (int depth = 0; ; depth++) {
            Signatures algorithm = Signatures.of(token.text("alg") == null ? "" : token.text("alg"));
            String wanted = constraint(constraints, "alg");
            if (algorithm == null || wanted != null && !wanted.equals(algorithm.name()) || hasCritical(token)) {
                return invalid;
            }
            boolean good = algorithm.isSymmetric()
                    ? secret != null
                            && algorithm.verifyMac(Utf8.encode(secret), Utf8.encode(token.signed), token.signature)
                    : certificate != null && verify(token, keys, algorithm);
            if (!good) {
                return invalid;
            }
            if (!token.isNested()) {
                break;
            }
            if (depth == 10) {
                throw BuiltinException.of("JWT nests too deeply");
            }
            token = token.inner();
        }
        ObjectValue claims = token.claims(c);
        return accepts(c, constraints, claims) ? ArrayValue.owning(BooleanValue.TRUE, token.header, claims) : invalid;
    }

    /** Header fields that the token says must be understood: none is. */
    private static boolean hasCritical(Token token) {
        return token.header.get("crit") != null;
    }

    private static String constraint(ObjectValue constraints, String name) throws BuiltinException {
        Value v = constraints.get(name);
        if (v == null) {
            return null;
        }
        if (v instanceof StringValue s) {
            return s.value();
        }
        throw BuiltinException.of(name + " constraint: must be a string");
    }

    private static boolean accepts(BuiltinContext c, ObjectValue constraints, ObjectValue claims)
            throws BuiltinException {
        String issuer = constraint(constraints, "iss");
        if (issuer != null
                && !(claims.get("iss") instanceof StringValue s && s.value().equals(issuer))) {
            return false;
        }
        if (!audience(constraint(constraints, "aud"), claims.get("aud"))) {
            return false;
        }
        BigDecimal now = new BigDecimal(Times.toNanos(c.now()));
        if (constraints.get("time") instanceof NumberValue n) {
            now = n.decimal();
        } else if (constraints.get("time") != null) {
            throw BuiltinException.of("token time validation constraint must be a number");
        }
        BigDecimal seconds = now.divide(new BigDecimal(BigInteger.TEN.pow(9)));
        Value expires = claims.get("exp");
        if (expires != null) {
            if (!(expires instanceof NumberValue n)) {
                throw BuiltinException.of("exp value must be a number");
            }
            if (seconds.compareTo(n.decimal()) >= 0) {
                return false;
            }
        }
        Value notBefore = claims.get("nbf");
        if (notBefore != null) {
            if (!(notBefore instanceof NumberValue n)) {
                throw BuiltinException.of("nbf value must be a number");
            }
            return seconds.compareTo(n.decimal()) >= 0;
        }
        return true;
    }

    private static boolean audience(String wanted, Value stated) {
        if (wanted == null || stated == null) {
            return wanted == null && stated == null;
        }
        StringValue audience = StringValue.of(wanted);
        if (stated instanceof ArrayValue list) {
            for (Value v : list) {
                if (v.equals(audience)) {
                    return true;
                }
            }
            return false;
        }
        return stated.equals(audience);
    }

    private static Value sign(BuiltinContext c, String header, String payload, String key) throws BuiltinException {
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
}
