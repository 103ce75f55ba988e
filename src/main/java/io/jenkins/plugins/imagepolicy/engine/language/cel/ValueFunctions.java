package io.jenkins.plugins.imagepolicy.engine.language.cel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions of Kyverno's CEL libraries that need nothing but their arguments, and cel-go's {@code format}. */
final class ValueFunctions {
    private static final CelType TEXT = SimpleType.STRING;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ValueFunctions() {}

    static void addTo(CelEnvironment.Builder builder) {
        for (Map.Entry<String, String> hash :
                Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256").entrySet()) {
            for (String prefix : List.of("", "hash.")) {
                builder.function(CelFunction.global(
                        prefix + hash.getKey(), TEXT, a -> hash(hash.getValue(), (String) a[0]), TEXT, String.class));
            }
        }
        for (String name : List.of("json.unmarshal", "json.Unmarshal")) {
            builder.function(CelFunction.global(name, SimpleType.DYN, a -> json((String) a[0]), TEXT, String.class));
        }
        for (String name : List.of("yaml.parse", "yaml.Parse")) {
            builder.function(CelFunction.global(name, SimpleType.DYN, a -> yaml((String) a[0]), TEXT, String.class));
        }
        builder.function(CelFunction.global(
                        "math.round",
                        SimpleType.DOUBLE,
                        a -> BigDecimal.valueOf((Double) a[0])
                                .setScale((int) Math.max(0, Math.min(100, (Long) a[1])), RoundingMode.HALF_UP)
                                .doubleValue(),
                        SimpleType.DOUBLE,
                        Double.class,
                        SimpleType.INT,
                        Long.class))
                .function(CelFunction.global(
                        "user.parseServiceAccount",
                        SimpleType.DYN,
                        a -> serviceAccount((String) a[0]),
                        TEXT,
                        String.class))
                .function(CelFunction.global(
                        "parseServiceAccount", SimpleType.DYN, a -> serviceAccount((String) a[0]), TEXT, String.class))
                .function(CelFunction.global(
                        "json.marshal", TEXT, a -> CelValues.json(a[0]).toString(), SimpleType.DYN, Object.class))
                .function(CelFunction.member(
                        "format",
                        TEXT,
                        a -> format((String) a[0], (List<?>) a[1]),
                        TEXT,
                        String.class,
                        ListType.create(SimpleType.DYN),
                        List.class));
    }

    private static String hash(String algorithm, String text) throws CelFunction.Failure {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new CelFunction.Failure("this Java has no " + algorithm, e);
        }
    }

    private static Object json(String text) throws CelFunction.Failure {
        try {
            return CelValues.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new CelFunction.Failure("the text is no JSON", e);
        }
    }

    private static Object yaml(String text) throws CelFunction.Failure {
        try {
            List<Document> documents = Documents.read(new SourceText("", text));
            return documents.isEmpty()
                    ? CelValues.nothing()
                    : CelValues.of(documents.get(0).content());
        } catch (DocumentException e) {
            throw new CelFunction.Failure("the text is no YAML", e);
        }
    }

    private static Object serviceAccount(String username) {
        String[] parts = username.split(":", -1);
        boolean account = parts.length == 4 && username.startsWith("system:serviceaccount:");
        return Map.of("Namespace", account ? parts[2] : "", "Name", account ? parts[3] : "");
    }

    /** The verbs of cel-go's strings extension: {@code s d f e b o x X %}. */
    private static String format(String pattern, List<?> values) throws CelFunction.Failure {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c != '%') {
                text.append(c);
                continue;
            }
            if (++at == pattern.length()) {
                throw new CelFunction.Failure("unexpected end of format string");
            }
            if (pattern.charAt(at) == '%') {
                text.append('%');
                continue;
            }
            int precision = 6;
            if (pattern.charAt(at) == '.') {
                int start = ++at;
                while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                    at++;
                }
                if (at == start || at == pattern.length() || at - start > 2) {
                    throw new CelFunction.Failure("invalid precision in format string");
                }
                precision = Integer.parseInt(pattern.substring(start, at));
            }
            if (next == values.size()) {
                throw new CelFunction.Failure("index " + next + " out of range");
            }
            text.append(verb(pattern.charAt(at), values.get(next++), precision));
        }
        return text.toString();
    }

    private static String verb(char verb, Object value, int precision) throws CelFunction.Failure {
        if (verb == 's') {
            return value instanceof String s ? s : plain(value);
        }
        if (verb == 'd' && value instanceof Number) {
            return value.toString();
        }
        if ((verb == 'f' || verb == 'e') && value instanceof Number number) {
            return String.format(Locale.ROOT, "%." + precision + verb, number.doubleValue());
        }
        if (value instanceof Long number && "boxX".indexOf(verb) >= 0) {
            return switch (verb) {
                case 'b' -> Long.toString(number, 2);
                case 'o' -> Long.toString(number, 8);
                case 'x' -> Long.toString(number, 16);
                default -> Long.toString(number, 16).toUpperCase(Locale.ROOT);
            };
        }
        throw new CelFunction.Failure("could not format " + plain(value) + " with %" + verb);
    }

    private static String plain(Object value) {
        return value instanceof Map<?, ?> || value instanceof Iterable<?>
                ? CelValues.json(value).toString()
                : CelValues.json(value).asText();
    }
}
