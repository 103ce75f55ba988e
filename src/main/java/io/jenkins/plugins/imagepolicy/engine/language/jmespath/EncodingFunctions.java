package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.language.RandomText;
import io.jenkins.plugins.imagepolicy.engine.language.X509Fields;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/** Kyverno's functions that encode, hash, and look into certificates and addresses. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static Map<String, Function> all() {
        return new Functions.Table()
                .add("base64_decode", EncodingFunctions::decode, STRING)
                .add(
                        "base64_encode",
                        a -> TextNode.valueOf(
                                Base64.getEncoder().encodeToString(a.text(0).getBytes(StandardCharsets.UTF_8))),
                        STRING)
                .add("sha256", a -> hash("SHA-256", a), STRING)
                .add("sha1", a -> hash("SHA-1", a), STRING)
                .add("md5", a -> hash("MD5", a), STRING)
                .add("is_external_url", EncodingFunctions::isExternal, STRING)
                .add("x509_decode", a -> guarded(a, () -> X509Fields.decode(a.text(0))), STRING)
                .add("random", a -> guarded(a, () -> TextNode.valueOf(RandomText.of(a.text(0)))), STRING)
                .done();
    }

    private static JsonNode decode(Arguments a) throws JmesPathException {
        try {
            String text = a.text(0).replace("\n", "").replace("\r", "");
            return TextNode.valueOf(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw a.invalid("the text is no base64");
        }
    }

    private static JsonNode hash(String algorithm, Arguments a) throws JmesPathException {
        try {
            byte[] digest =
                    MessageDigest.getInstance(algorithm).digest(a.text(0).getBytes(StandardCharsets.UTF_8));
            return TextNode.valueOf(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw a.invalid("this Java has no " + algorithm);
        }
    }

    /** Only addresses can be judged: a name would need DNS, whose answer here may differ from the cluster's. */
    private static JsonNode isExternal(Arguments a) throws JmesPathException {
        String host;
        try {
            host = new URI(a.text(0)).getHost();
        } catch (URISyntaxException e) {
            throw a.invalid("the text is no URL");
        }
        if (host == null || host.isEmpty()) {
            throw a.invalid("the URL names no host");
        }
        if (host.equals("localhost")) {
            return BooleanNode.FALSE;
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean address = host.startsWith("[") || bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!address) {
            throw new JmesPathException(
                    Kind.UNSUPPORTED,
                    -1,
                    "JMESPath function 'is_external_url' would ask DNS about a name, which the gate does not do");
        }
        try {
            InetAddress ip = InetAddress.getByName(bare);
            boolean uniqueLocal = ip.getAddress().length == 16 && (ip.getAddress()[0] & 0xfe) == 0xfc;
            boolean privateFour = ip.getAddress().length == 4 && ip.isSiteLocalAddress();
            return BooleanNode.valueOf(!ip.isLoopbackAddress() && !uniqueLocal && !privateFour);
        } catch (UnknownHostException e) {
            throw a.invalid("the URL's host is no address");
        }
    }

    private static JsonNode guarded(Arguments a, Supplier<JsonNode> function) throws JmesPathException {
        try {
            return function.get();
        } catch (IllegalArgumentException e) {
            throw a.invalid(e.getMessage());
        }
    }
}
