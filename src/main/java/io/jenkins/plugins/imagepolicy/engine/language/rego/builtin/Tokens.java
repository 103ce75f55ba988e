package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.HexFormat;
import java.util.Locale;

/** JSON Web Tokens: decode, verify, sign (RFC 7515, 7519). */
final class Tokens {
    private Tokens() {}

    static void register(Registry r) {
        r.add("io.jwt.decode", "string -> array[object[any:any], object[any:any], string]", Tokens::decode);
        for (Signatures algorithm : Signatures.values()) {
            String name = "io.jwt.verify_" + algorithm.name().toLowerCase(Locale.ROOT);
            r.add(name, "string, string -> boolean", (c, a) -> verify(a, algorithm));
        }
        r.add(
                "io.jwt.decode_verify",
                "string, object[string:any] -> array[boolean, object[any:any], object[any:any]]",
                Tokens::decodeVerify);
        r.add(
                "io.jwt.encode_sign_raw",
                "string, string, string -> string",
                (c, a) -> TokenSigning.sign(c, Args.string(a, 1), Args.string(a, 2), Args.string(a, 3)));
        String object = "object[string:any]";
        r.add(
                "io.jwt.encode_sign",
                object + ", " + object + ", " + object + " -> string",
                (c, a) -> TokenSigning.sign(
                        c,
                        JsonText.of(Args.object(a, 1)),
                        JsonText.of(Args.object(a, 2)),
                        JsonText.of(Args.object(a, 3))));
    }

    private static Value decode(BuiltinContext c, Value[] a) throws BuiltinException {
        JsonWebToken token = JsonWebToken.of(Args.string(a, 1));
        for (int i = 0; token.isNested(); i++) {
            if (i == 10) {
                throw BuiltinException.of("JWT nests too deeply");
            }
            token = token.inner();
        }
        return ArrayValue.owning(
                token.header(), token.claims(c), StringValue.of(HexFormat.of().formatHex(token.signature())));
    }

    private static Value verify(Value[] a, Signatures algorithm) throws BuiltinException {
        String text = Args.string(a, 1);
        String key = Args.string(a, 2);
        JsonWebToken token = JsonWebToken.of(text);
        if (algorithm.isSymmetric()) {
            return BooleanValue.of(
                    algorithm.verifyMac(Utf8.encode(key), Utf8.encode(token.signed()), token.signature()));
        }
        return BooleanValue.of(VerificationKeys.of(key).verify(token, algorithm));
    }

    private static Value decodeVerify(BuiltinContext c, Value[] a) throws BuiltinException {
        Value invalid = ArrayValue.owning(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);
        ObjectValue constraints = Args.object(a, 2);
        TokenConstraints.check(constraints);
        String certificate = TokenConstraints.text(constraints, "cert");
        String secret = TokenConstraints.text(constraints, "secret");
        if (certificate == null && secret == null) {
            throw BuiltinException.of("no key constraint");
        }
        if (certificate != null && secret != null) {
            throw BuiltinException.of("duplicate key constraints");
        }
        VerificationKeys keys = certificate == null ? null : VerificationKeys.of(certificate);
        JsonWebToken token = JsonWebToken.of(Args.string(a, 1));
        for (int depth = 0; ; depth++) {
            Signatures algorithm = Signatures.of(token.text("alg") == null ? "" : token.text("alg"));
            String wanted = TokenConstraints.text(constraints, "alg");
            if (algorithm == null || wanted != null && !wanted.equals(algorithm.name()) || token.hasCritical()) {
                return invalid;
            }
            boolean good = algorithm.isSymmetric()
                    ? secret != null
                            && algorithm.verifyMac(Utf8.encode(secret), Utf8.encode(token.signed()), token.signature())
                    : keys != null && keys.verify(token, algorithm);
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
        return TokenConstraints.accept(c, constraints, claims)
                ? ArrayValue.owning(BooleanValue.TRUE, token.header(), claims)
                : invalid;
    }
}
