package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes and keyed hashes, as hexadecimal text. */
final class Hashes {
    private Hashes() {}

    static void register(Registry r) {
        hash(r, "crypto.md5", "MD5");
        hash(r, "crypto.sha1", "SHA-1");
        hash(r, "crypto.sha256", "SHA-256");
        hmac(r, "crypto.hmac.md5", "HmacMD5");
        hmac(r, "crypto.hmac.sha1", "HmacSHA1");
        hmac(r, "crypto.hmac.sha256", "HmacSHA256");
        hmac(r, "crypto.hmac.sha512", "HmacSHA512");
        r.add(
                "crypto.hmac.equal",
                "string, string -> boolean",
                (c, a) -> BooleanValue.of(
                        MessageDigest.isEqual(Utf8.encode(Args.string(a, 1)), Utf8.encode(Args.string(a, 2)))));
    }

    private static void hash(Registry r, String name, String algorithm) {
        r.add(name, "string -> string", (c, a) -> hex(digest(c, algorithm, Utf8.encode(Args.string(a, 1)))));
    }

    private static void hmac(Registry r, String name, String algorithm) {
        r.add(
                name,
                "string, string -> string",
                (c, a) -> hex(mac(algorithm, Utf8.encode(Args.string(a, 2)), Utf8.encode(Args.string(a, 1)))));
    }

    private static Value hex(byte[] bytes) {
        return StringValue.of(HexFormat.of().formatHex(bytes));
    }

    static byte[] digest(BuiltinContext c, String algorithm, byte[] data) throws BuiltinException {
        c.tick(data.length >> 6);
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of(e.getMessage());
        }
    }

    static byte[] mac(String algorithm, byte[] key, byte[] data) throws BuiltinException {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // Java refuses an empty key, which HMAC pads with zeros like any other.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of(e.getMessage());
        }
    }
}
