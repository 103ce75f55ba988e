package io.jenkins.plugins.imagepolicy.engine.language.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kubernetes' CEL functions for URLs (apiserver pkg/cel/library, url). */
final class UrlFunctions {
    private static final CelType URL = OpaqueType.create("kubernetes.URL");
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType BOOL = SimpleType.BOOL;

    private UrlFunctions() {}

    static void addTo(CelEnvironment.Builder builder) {
        builder.function(CelFunction.global(
                        "url",
                        URL,
                        a -> url((String) a[0])
                                .orElseThrow(
                                        () -> new CelFunction.Failure("URL parse error during conversion from string")),
                        TEXT,
                        String.class))
                .function(CelFunction.global(
                        "isURL", BOOL, a -> url((String) a[0]).isPresent(), TEXT, String.class))
                .function(urlMember("getScheme", a -> text(((URI) a[0]).getScheme())))
                .function(urlMember("getHost", a -> host((URI) a[0], true)))
                .function(urlMember("getHostname", a -> host((URI) a[0], false)))
                .function(urlMember(
                        "getPort", a -> ((URI) a[0]).getPort() < 0 ? "" : String.valueOf(((URI) a[0]).getPort())))
                .function(urlMember("getEscapedPath", a -> text(((URI) a[0]).getRawPath())))
                .function(CelFunction.member(
                        "getQuery",
                        MapType.create(TEXT, ListType.create(TEXT)),
                        a -> query((URI) a[0]),
                        URL,
                        URI.class));
    }

    /** Every value of every name; what cannot be decoded is left out, as in Go. */
    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text(uri.getRawQuery()).split("&")) {
            if (pair.isEmpty() || pair.contains(";")) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                String decoded = URLDecoder.decode(value, StandardCharsets.UTF_8);
                values.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(decoded);
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return values;
    }

    private static CelFunction urlMember(String name, CelFunction.Body body) {
        return CelFunction.member(name, TEXT, body, URL, URI.class);
    }

    private static Optional<URI> url(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/") ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String text(String part) {
        return part == null ? "" : part;
    }

    private static String host(URI uri, boolean withPort) {
        String host = text(uri.getHost());
        if (withPort) {
            return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
