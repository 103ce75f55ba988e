package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code providers.aws.sign_req}: AWS Signature Version 4 over a request that nobody sends here. */
final class AwsRequests {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private AwsRequests() {}

    static void register(Registry r) {
        String object = "object[string:any]";
        r.add("providers.aws.sign_req", object + ", " + object + ", number -> object[any:any]", AwsRequests::sign);
    }

    private static void require(Value[] a, int position, List<String> keys, String what) throws BuiltinException {
        ObjectValue object = Args.object(a, position);
        SetValue.Builder missing = new SetValue.Builder();
        SetValue.Builder wrong = new SetValue.Builder();
        for (String key : keys) {
            Value v = object.get(key);
            if (v == null) {
                missing.add(StringValue.of(key));
            } else if (!(v instanceof StringValue)) {
                wrong.add(StringValue.of(key));
            }
        }
        if (missing.size() > 0) {
            throw BuiltinException.type(
                    "operand " + position + " missing required " + what + " parameters(s): " + missing.build());
        }
        if (wrong.size() > 0) {
            throw BuiltinException.type("operand " + position + " invalid values for required " + what
                    + " parameters(s): " + wrong.build());
        }
    }

    private static String text(ObjectValue o, String key) {
        return o.get(key) instanceof StringValue s ? s.value() : "";
    }

    private static Value sign(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue request = Args.object(a, 1);
        ObjectValue config = Args.object(a, 2);
        require(a, 1, List.of("method", "url"), "request");
        require(a, 2, List.of("aws_access_key", "aws_secret_access_key", "aws_region", "aws_service"), "AWS config");
        NumberValue time = Args.number(a, 3);
        if (!time.isLong()) {
            throw BuiltinException.type("operand 3 could not convert time_ns value into a unix timestamp");
        }
        boolean unsigned = false;
        if (config.get("disable_payload_signing") instanceof BooleanValue b) {
            unsigned = b.value();
        } else if (config.get("disable_payload_signing") != null) {
            throw BuiltinException.type("operand 2 invalid value for 'disable_payload_signing' in AWS config");
        }
        Instant at = Instant.ofEpochSecond(
                Math.floorDiv(time.longValue(), 1_000_000_000L), Math.floorMod(time.longValue(), 1_000_000_000L));
        String stamp = STAMP.format(at);
        byte[] body = body(request);
        String hash = unsigned ? UNSIGNED : hex(Hashes.digest(c, "SHA-256", body));
        URI uri = uri(text(request, "url"));
        Map<String, String> headers = new TreeMap<>();
        headers.put("host", uri.getRawAuthority());
        headers.put("x-amz-date", stamp);
        if (text(config, "aws_service").equals("s3")) {
            headers.put("x-amz-content-sha256", hash);
        }
        if (!text(config, "aws_session_token").isEmpty()) {
            headers.put("x-amz-security-token", text(config, "aws_session_token"));
        }
        Map<String, String> own = new TreeMap<>(headers);
        givenHeaders(request, headers);
        String authorization = authorization(c, request, config, uri, headers, stamp, hash);
        ObjectValue.Builder all = new ObjectValue.Builder();
        if (request.get("headers") instanceof ObjectValue given) {
            for (int i = 0; i < given.size(); i++) {
                all.put(given.keyAt(i), given.valueAt(i));
            }
        }
        all.put("Authorization", StringValue.of(authorization));
        own.forEach((name, value) -> all.put(name, StringValue.of(value)));
        return request.toBuilder().put("headers", all.build()).build();
    }

    private static byte[] body(ObjectValue request) {
        if (request.get("raw_body") instanceof StringValue raw) {
            return Utf8.encode(raw.value());
        }
        Value body = request.get("body");
        return body == null ? new byte[0] : Utf8.encode(JsonText.of(body));
    }

    private static URI uri(String url) throws BuiltinException {
        try {
            URI uri = new URI(url);
            if (uri.getRawAuthority() == null) {
                throw BuiltinException.of("url has no host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw BuiltinException.of("parse \"" + url + "\": invalid URL");
        }
    }

    private static void givenHeaders(ObjectValue request, Map<String, String> signed) throws BuiltinException {
        Value given = request.get("headers");
        if (given == null) {
            return;
        }
        if (!(given instanceof ObjectValue o)) {
            throw BuiltinException.type("operand 1 invalid values for 'headers'");
        }
        for (int i = 0; i < o.size(); i++) {
            String name = (o.keyAt(i) instanceof StringValue s
                            ? s.value()
                            : o.keyAt(i).toString())
                    .toLowerCase(Locale.ROOT);
            String value = o.valueAt(i) instanceof StringValue s
                    ? s.value()
                    : o.valueAt(i).toString();
            if (!List.of("authorization", "user-agent", "x-amzn-trace-id").contains(name)) {
                signed.put(name, value);
            }
        }
    }

    private static String authorization(
            BuiltinContext c,
            ObjectValue request,
            ObjectValue config,
            URI uri,
            Map<String, String> headers,
            String stamp,
            String hash)
            throws BuiltinException {
        StringBuilder canonical = new StringBuilder(text(request, "method")).append('\n');
        canonical.append(uri.getRawPath()).append('\n');
        canonical.append(uri.getRawQuery() == null ? "" : uri.getRawQuery()).append('\n');
        headers.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", headers.keySet());
        canonical.append('\n').append(names).append('\n').append(hash);
        String day = stamp.substring(0, 8);
        String region = text(config, "aws_region");
        String service = text(config, "aws_service");
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n"
                + hex(Hashes.digest(c, "SHA-256", Utf8.encode(canonical.toString())));
        byte[] key = Utf8.encode("AWS4" + text(config, "aws_secret_access_key"));
        for (String part : List.of(day, region, service, "aws4_request")) {
            key = Hashes.mac("HmacSHA256", key, Utf8.encode(part));
        }
        return "AWS4-HMAC-SHA256 Credential=" + text(config, "aws_access_key") + "/" + scope + ",SignedHeaders=" + names
                + ",Signature=" + hex(Hashes.mac("HmacSHA256", key, Utf8.encode(toSign)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
