package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** JSON, YAML, base64, hexadecimal and URL encodings. */
final class Encodings {
    private static final String MARSHAL_OPTIONS = "object[indent=string,prefix=string,pretty=boolean,string:any]";

    private Encodings() {}

    static void register(Registry r) {
        r.add(
                "base64.encode",
                "string -> string",
                (c, a) -> text(Base64.getEncoder().encode(bytes(a))));
        r.add("base64.decode", "string -> string", (c, a) -> text(base64(Args.string(a, 1))));
        r.add("base64.is_valid", "string -> boolean", Encodings::isBase64);
        r.add(
                "base64url.encode",
                "string -> string",
                (c, a) -> text(Base64.getUrlEncoder().encode(bytes(a))));
        r.add(
                "base64url.encode_no_pad",
                "string -> string",
                (c, a) -> text(Base64.getUrlEncoder().withoutPadding().encode(bytes(a))));
        r.add("base64url.decode", "string -> string", (c, a) -> text(base64Url(Args.string(a, 1))));
        r.add(
                "hex.encode",
                "string -> string",
                (c, a) -> StringValue.of(HexFormat.of().formatHex(bytes(a))));
        r.add("hex.decode", "string -> string", (c, a) -> text(hex(Args.string(a, 1))));
        r.add("urlquery.encode", "string -> string", (c, a) -> StringValue.of(escape(Args.string(a, 1))));
        r.add("urlquery.decode", "string -> string", (c, a) -> StringValue.of(unescape(Args.string(a, 1))));
        String values = "string|array[string]|set[string]";
        r.add("urlquery.encode_object", "object[string:" + values + "] -> string", Encodings::encodeObject);
        r.add("urlquery.decode_object", "string -> object[string:array[string]]", Encodings::decodeObject);
        r.add("json.marshal", "any -> string", (c, a) -> Strings.sized(c, JsonText.of(a[0])));
        r.add("json.marshal_with_options", "any, " + MARSHAL_OPTIONS + " -> string", Encodings::marshalWithOptions);
        r.add("json.unmarshal", "string -> any", (c, a) -> json(c, Args.string(a, 1)));
        r.add("json.is_valid", "string -> boolean", Encodings::isJson);
        r.add("yaml.marshal", "any -> string", (c, a) -> Strings.sized(c, YamlWriter.write(a[0])));
        r.add("yaml.unmarshal", "string -> any", (c, a) -> Yamls.read(c, Args.string(a, 1)));
        r.add("yaml.is_valid", "string -> boolean", Encodings::isYaml);
    }

    private static byte[] bytes(Value[] a) throws BuiltinException {
        return Utf8.encode(Args.string(a, 1));
    }

    private static Value text(byte[] bytes) {
        return StringValue.of(Utf8.decode(bytes));
    }

    /** Standard base64 with its padding; line breaks are allowed. */
    static byte[] base64(String text) throws BuiltinException {
        String s = text.replace("\r", "").replace("\n", "");
        if (s.length() % 4 != 0) {
            throw BuiltinException.of("illegal base64 data at input byte " + s.length());
        }
        try {
            return Base64.getDecoder().decode(s);
        } catch (IllegalArgumentException e) {
            throw BuiltinException.of("illegal base64 data");
        }
    }

    /** URL-safe base64, with or without padding. */
    static byte[] base64Url(String text) throws BuiltinException {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw BuiltinException.of("illegal base64 data");
        }
    }

    private static byte[] hex(String text) throws BuiltinException {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw BuiltinException.of("encoding/hex: invalid byte");
        }
    }

    private static Value isBase64(BuiltinContext c, Value[] a) {
        try {
            base64(Args.string(a, 1));
            return BooleanValue.TRUE;
        } catch (BuiltinException e) {
            return BooleanValue.FALSE;
        }
    }

    static Value json(BuiltinContext c, String text) throws BuiltinException {
        c.tick(text.length() >> 4);
        try {
            return JsonReader.read(text);
        } catch (IOException e) {
            throw BuiltinException.of("invalid JSON: " + firstLine(e.getMessage()));
        }
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static Value isJson(BuiltinContext c, Value[] a) {
        try {
            json(c, Args.string(a, 1));
            return BooleanValue.TRUE;
        } catch (BuiltinException e) {
            return BooleanValue.FALSE;
        }
    }

    private static Value isYaml(BuiltinContext c, Value[] a) {
        try {
            Yamls.read(c, Args.string(a, 1));
            return BooleanValue.TRUE;
        } catch (BuiltinException e) {
            return BooleanValue.FALSE;
        }
    }

    private static Value marshalWithOptions(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue options = Args.object(a, 2);
        for (int i = 0; i < options.size(); i++) {
            String key = options.keyAt(i) instanceof StringValue s ? s.value() : "";
            boolean text = key.equals("indent") || key.equals("prefix");
            if (!text && !key.equals("pretty")) {
                throw BuiltinException.type("object contained unknown key " + options.keyAt(i));
            }
            Value v = options.valueAt(i);
            if (text ? !(v instanceof StringValue) : !(v instanceof BooleanValue)) {
                throw BuiltinException.type("key \"" + key + "\" failed cast to " + (text ? "string" : "bool"));
            }
        }
        Value indent = options.get("indent");
        Value prefix = options.get("prefix");
        Value pretty = options.get("pretty");
        boolean wanted = pretty == null ? indent != null || prefix != null : pretty == BooleanValue.TRUE;
        if (!wanted) {
            return Strings.sized(c, JsonText.of(a[0]));
        }
        String p = prefix instanceof StringValue s ? s.value() : "";
        String body = JsonText.pretty(a[0], p, indent instanceof StringValue s ? s.value() : "\t");
        return Strings.sized(c, p + body);
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : Utf8.encode(text)) {
            char ch = (char) (b & 0xFF);
            if (ch < 128 && (Character.isLetterOrDigit(ch) || "-_.~".indexOf(ch) >= 0)) {
                out.append(ch);
            } else if (ch == ' ') {
                out.append('+');
            } else {
                out.append(String.format("%%%02X", (int) ch));
            }
        }
        return out.toString();
    }

    private static String unescape(String text) throws BuiltinException {
        byte[] in = Utf8.encode(text);
        byte[] out = new byte[in.length];
        int n = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                int high = digit(in, i + 1);
                int low = digit(in, i + 2);
                if (high < 0 || low < 0) {
                    throw BuiltinException.of("invalid URL escape");
                }
                out[n++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                out[n++] = in[i] == '+' ? (byte) ' ' : in[i];
            }
        }
        return Utf8.decode(java.util.Arrays.copyOf(out, n));
    }

    private static int digit(byte[] in, int at) {
        return at < in.length ? Character.digit((char) in[at], 16) : -1;
    }

    private static Value encodeObject(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue object = Args.object(a, 1);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < object.size(); i++) {
            if (!(object.keyAt(i) instanceof StringValue key)) {
                throw BuiltinException.type("operand 1 must be object with string keys");
            }
            for (String value : Args.stringOrStrings(new Value[] {object.valueAt(i)}, 1)) {
                out.append(out.isEmpty() ? "" : "&")
                        .append(escape(key.value()))
                        .append('=')
                        .append(escape(value));
            }
        }
        return StringValue.of(out.toString());
    }

    private static Value decodeObject(BuiltinContext c, Value[] a) throws BuiltinException {
        TreeMap<String, List<Value>> found = new TreeMap<>();
        for (String pair : Args.string(a, 1).split("&", -1)) {
            if (pair.contains(";")) {
                throw BuiltinException.of("invalid semicolon separator in query");
            }
            if (pair.isEmpty()) {
                continue;
            }
            int at = pair.indexOf('=');
            String key = unescape(at < 0 ? pair : pair.substring(0, at));
            String value = at < 0 ? "" : unescape(pair.substring(at + 1));
            found.computeIfAbsent(key, k -> new ArrayList<>()).add(StringValue.of(value));
        }
        ObjectValue.Builder out = new ObjectValue.Builder();
        found.forEach((key, list) -> out.put(key, ArrayValue.of(list)));
        return out.build();
    }
}
