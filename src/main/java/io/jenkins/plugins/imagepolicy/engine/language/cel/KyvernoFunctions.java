package io.jenkins.plugins.imagepolicy.engine.language.cel;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.language.RandomText;
import io.jenkins.plugins.imagepolicy.engine.language.X509Fields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Kyverno's CEL libraries gzip, random, time, transform and x509 (kyverno/sdk extensions/cel/libs); none asks a network. */
final class KyvernoFunctions {
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType LIST = ListType.create(SimpleType.DYN);
    private static final CelType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);
    /** Of what {@code gzip.decompress} gives. */
    private static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private static final String ANY_TEXT = "[0-9a-z]{8}";
    private static final long SECONDS_FROM_YEAR_ONE = 62_135_596_800L;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

    private KyvernoFunctions() {}

    static void addTo(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global(
                        "gzip.decompress", TEXT, a -> decompress(bytes(a[0])), SimpleType.BYTES, Object.class))
                .function(CelFunction.global(
                        "gzip.compress", SimpleType.BYTES, a -> compress(a[0]), SimpleType.DYN, Object.class))
                .function(CelFunction.global(
                        "x509.decode", SimpleType.DYN, a -> certificate((String) a[0]), TEXT, String.class))
                .function(CelFunction.global(
                        "time.toCron", TEXT, a -> cron((Timestamp) a[0]), SimpleType.TIMESTAMP, Timestamp.class))
                .function(CelFunction.global(
                        "time.truncate",
                        SimpleType.TIMESTAMP,
                        a -> truncate((Timestamp) a[0], (Duration) a[1]),
                        SimpleType.TIMESTAMP,
                        Timestamp.class,
                        SimpleType.DURATION,
                        Duration.class));
        for (String name : List.of("random", "random.random")) {
            builder.function(CelFunction.global(name, TEXT, a -> random((String) a[0]), TEXT, String.class))
                    .function(CelFunction.global(name, TEXT, a -> random(ANY_TEXT)));
        }
        for (String name : List.of("listObjToMap", "transform.listObjToMap")) {
            builder.function(CelFunction.global(
                    name,
                    MAP,
                    a -> map((List<?>) a[0], (List<?>) a[1], (String) a[2], (String) a[3]),
                    LIST,
                    List.class,
                    LIST,
                    List.class,
                    TEXT,
                    String.class,
                    TEXT,
                    String.class));
        }
    }

    private static byte[] bytes(Object value) throws CelFunction.Failure {
        if (value instanceof ByteString bytes) {
            return bytes.toByteArray();
        }
        if (value instanceof dev.cel.common.values.CelByteString bytes) {
            return bytes.toByteArray();
        }
        throw new CelFunction.Failure("bytes are expected");
    }

    private static String decompress(byte[] compressed) throws CelFunction.Failure {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] text = in.readNBytes(LARGEST_TEXT + 1);
            if (text.length > LARGEST_TEXT) {
                throw new CelFunction.Failure("the decompressed text is larger than " + LARGEST_TEXT + " bytes");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CelFunction.Failure("the bytes are not in gzip format", e);
        }
    }

    private static Object compress(Object value) throws CelFunction.Failure {
        if (!(value instanceof String text)) {
            throw new CelFunction.Failure("gzip.compress takes a text");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CelFunction.Failure("the text cannot be compressed", e);
        }
        return dev.cel.common.values.CelByteString.of(out.toByteArray());
    }

    private static Object certificate(String pem) throws CelFunction.Failure {
        try {
            return CelValues.of(X509Fields.decode(pem));
        } catch (IllegalArgumentException e) {
            throw new CelFunction.Failure(e.getMessage(), e);
        }
    }

    private static String random(String pattern) throws CelFunction.Failure {
        try {
            return RandomText.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new CelFunction.Failure(e.getMessage(), e);
        }
    }

    private static String cron(Timestamp timestamp) {
        ZonedDateTime time = Instant.ofEpochSecond(timestamp.getSeconds()).atZone(ZoneOffset.UTC);
        return time.getMinute() + " " + time.getHour() + " " + time.getDayOfMonth() + " " + time.getMonthValue() + " "
                + time.getDayOfWeek().getValue() % 7;
    }

    /** Down to a multiple of the duration since the year 1, as Go counts; a duration of 0 or less changes nothing. */
    private static Timestamp truncate(Timestamp timestamp, Duration duration) {
        BigInteger unit = nanos(duration.getSeconds(), duration.getNanos());
        if (unit.signum() <= 0) {
            return timestamp;
        }
        BigInteger all = nanos(timestamp.getSeconds() + SECONDS_FROM_YEAR_ONE, timestamp.getNanos());
        BigInteger[] kept = all.subtract(all.mod(unit)).divideAndRemainder(NANOS);
        return Timestamp.newBuilder()
                .setSeconds(kept[0].longValue() - SECONDS_FROM_YEAR_ONE)
                .setNanos(kept[1].intValue())
                .build();
    }

    private static BigInteger nanos(long seconds, int nanos) {
        return BigInteger.valueOf(seconds).multiply(NANOS).add(BigInteger.valueOf(nanos));
    }

    private static Map<String, Object> map(List<?> keys, List<?> values, String keyName, String valueName)
            throws CelFunction.Failure {
        if (keys.size() != values.size()) {
            throw new CelFunction.Failure("listObjToMap must take lists of equal length. list1: " + keys.size()
                    + ", list2: " + values.size());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!(keys.get(i) instanceof Map<?, ?> key) || !(values.get(i) instanceof Map<?, ?> value)) {
                throw new CelFunction.Failure("listObjToMap takes lists of objects");
            }
            if (!(key.get(keyName) instanceof String name)) {
                throw new CelFunction.Failure(
                        "the passed key name cannot be handled as a string in the key object list");
            }
            Object found = value.get(valueName);
            result.put(name, found == null ? CelValues.nothing() : found);
        }
        return result;
    }
}
