package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Package uuid: nothing random and no clock. source: RFC 4122 and github.com/google/uuid for the texts it reads */
final class UuidPackage {
    /** The constants that CUE keeps in structs. */
    static final String NAMES = "{DNS: \"6ba7b810-9dad-11d1-80b4-00c04fd430c8\", "
            + "URL: \"6ba7b811-9dad-11d1-80b4-00c04fd430c8\", OID: \"6ba7b812-9dad-11d1-80b4-00c04fd430c8\", "
            + "X500: \"6ba7b814-9dad-11d1-80b4-00c04fd430c8\", Nil: \"00000000-0000-0000-0000-000000000000\"}";

    static final String VARIANTS = "{Invalid: 0, RFC4122: 1, Reserved: 2, Microsoft: 3, Future: 4}";

    private static final int BYTES = 16;
    private static final int TEXT = 36;
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final Pattern DASHED =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");
    private static final String URN = "urn:uuid:";

    private UuidPackage() {}

    static void register(Registry registry) {
        registry.predicate(
                "Valid",
                "s",
                a -> {
                    parse(a.string(0), true);
                    // CUE itself crashes here.
                    throw CueFault.unsupported(-1, "a call of uuid.Valid that is no validator");
                },
                a -> {
                    parse(a.string(0), true);
                    return Data.TRUE;
                });
        registry.function("Parse", "s", a -> Results.text(text(parse(a.string(0), false))));
        registry.function("URN", "s", a -> Results.text(URN + text(parse(a.string(0), false))));
        registry.function("FromInt", "i", a -> Results.text(text(bytes(a.bigInteger(0)))));
        registry.function("ToInt", "s", a -> Numbers.integer(new BigInteger(1, a.bytes(0))));
        registry.function("Variant", "s", a -> Results.integer(variant(parse(a.string(0), false)[8] & 0xff)));
        registry.function("Version", "s", a -> Results.integer((parse(a.string(0), false)[6] & 0xff) >> 4));
        registry.function("SHA1", "sy", a -> Results.text(hashed(a, "SHA-1", 5)));
        registry.function("MD5", "sy", a -> Results.text(hashed(a, "MD5", 3)));
    }

    /** Reading takes anything for the braces around it; {@code strict} does not. */
    private static byte[] parse(String text, boolean strict) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length == 2 * BYTES) {
            return hex(text, PLAIN);
        }
        if (length == TEXT + URN.length()) {
            if (!text.regionMatches(true, 0, URN, 0, URN.length())) {
                throw new CallError("invalid urn prefix");
            }
            return hex(text.substring(URN.length()), DASHED);
        }
        if (length == TEXT + 2) {
            boolean braces = text.startsWith("{") && text.endsWith("}");
            if (text.length() != length || (strict && !braces)) {
                throw new CallError("invalid bracketed UUID format");
            }
            return hex(text.substring(1, 1 + TEXT), DASHED);
        }
        if (length != TEXT) {
            throw new CallError("invalid UUID length: " + length);
        }
        return hex(text, DASHED);
    }

    private static byte[] hex(String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new CallError("invalid UUID format");
        }
        return HexFormat.of().parseHex(text.replace("-", ""));
    }

    private static String text(byte[] uuid) {
        String hex = HexFormat.of().formatHex(uuid);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    /** The magnitude, whatever the sign. */
    private static byte[] bytes(BigInteger number) {
        if (number.abs().bitLength() > BYTES * 8) {
            throw new CallError("invalid UUID (got " + (number.abs().bitLength() + 7) / 8 + " bytes)");
        }
        byte[] magnitude = number.abs().toByteArray();
        byte[] uuid = new byte[BYTES];
        int length = Math.min(BYTES, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - length, uuid, BYTES - length, length);
        return uuid;
    }

    private static int variant(int octet) {
        if ((octet & 0xc0) == 0x80) {
            return 1;
        }
        return (octet & 0xe0) == 0xc0 ? 3 : (octet & 0xe0) == 0xe0 ? 4 : 2;
    }

    private static String hashed(Arguments arguments, String algorithm, int version) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(parse(arguments.string(0), false));
            byte[] uuid = Arrays.copyOf(digest.digest(arguments.bytes(1)), BYTES);
            uuid[6] = (byte) (uuid[6] & 0x0f | version << 4);
            uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
            return text(uuid);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM lacks " + algorithm, e);
        }
    }
}
