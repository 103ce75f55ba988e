package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Arithmetic;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs (RFC 4122). */
final class Uuids {
    private static final Pattern PLAIN =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** 100-nanosecond intervals from 15 October 1582 to 1970. */
    private static final long GREGORIAN = 122_192_928_000_000_000L;

    private static final Map<Integer, String> DOMAINS = Map.of(0, "Person", 1, "Group", 2, "Org");

    private Uuids() {}

    static void register(Registry r) {
        r.add("uuid.parse", "string -> object[string:any]", Uuids::parse);
        r.add("uuid.rfc4122", "string -> string", Uuids::generate);
    }

    /** The same for the same key and instant, so that an evaluation can be repeated. */
    private static Value generate(BuiltinContext c, Value[] a) throws BuiltinException {
        String seed = Times.toNanos(c.now()) + "/" + Args.string(a, 1);
        UUID named = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        long version4 = named.getMostSignificantBits() & ~0xF000L | 0x4000L;
        return StringValue.of(new UUID(version4, named.getLeastSignificantBits()).toString());
    }

    /** Undefined for what is no UUID, which is no error. */
    private static Value parse(BuiltinContext c, Value[] a) throws BuiltinException {
        String text = Args.string(a, 1).toLowerCase(Locale.ROOT);
        if (text.length() == 45 && text.startsWith("urn:uuid:")) {
            text = text.substring(9);
        } else if (text.length() == 38) {
            text = text.substring(1, 37);
        } else if (text.matches("[0-9a-f]{32}")) {
            text = text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        }
        if (!PLAIN.matcher(text).matches()) {
            return null;
        }
        UUID uuid = UUID.fromString(text);
        int version = uuid.version();
        ObjectValue.Builder out = new ObjectValue.Builder();
        out.put("version", NumberValue.of(version));
        out.put("variant", StringValue.of(variant(uuid)));
        if (version == 1 || version == 2) {
            parts(uuid, version, out);
        }
        return out.build();
    }

    private static String variant(UUID uuid) {
        int bits = (int) (uuid.getLeastSignificantBits() >>> 56);
        if ((bits & 0xC0) == 0x80) {
            return "RFC4122";
        }
        return (bits & 0xE0) == 0xC0 ? "Microsoft" : (bits & 0xE0) == 0xE0 ? "Future" : "Reserved";
    }

    private static void parts(UUID uuid, int version, ObjectValue.Builder out) {
        long most = uuid.getMostSignificantBits();
        long least = uuid.getLeastSignificantBits();
        StringBuilder node = new StringBuilder();
        for (int i = 40; i >= 0; i -= 8) {
            node.append(node.isEmpty() ? "" : "-").append(String.format("%02x", least >>> i & 0xFF));
        }
        out.put("nodeid", StringValue.of(node.toString()));
        int first = (int) (least >>> 40 & 0xFF);
        out.put(
                "macvariables",
                StringValue.of(
                        ((first & 2) != 0 ? "local" : "global") + ":" + ((first & 1) != 0 ? "multicast" : "unicast")));
        long time = (most & 0xFFFL) << 48 | (most >>> 16 & 0xFFFFL) << 32 | most >>> 32;
        BigInteger nanos = BigInteger.valueOf(time - GREGORIAN).multiply(BigInteger.valueOf(100));
        out.put("time", Arithmetic.add(NumberValue.ZERO, NumberValue.of(nanos)));
        out.put("clocksequence", NumberValue.of(least >>> 48 & 0x3FFF));
        if (version == 2) {
            int domain = (int) (least >>> 48 & 0xFF);
            out.put("domain", StringValue.of(DOMAINS.getOrDefault(domain, "Domain" + domain)));
            out.put("id", NumberValue.of(most >>> 32));
        }
    }
}
