package io.jenkins.plugins.imagepolicy.engine.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy to go through.
 *
 * @param http for plain HTTP
 * @param https for HTTPS, which is tunnelled
 * @param direct hosts reached without: {@code example.com} with its subdomains, {@code *.example.com}, {@code host:port}, an
 *     address, a network as {@code 10.0.0.0/8}, or {@code *}
 */
public record ProxySettings(Optional<Server> http, Optional<Server> https, List<String> direct) {
    public static final ProxySettings NONE = new ProxySettings(Optional.empty(), Optional.empty(), List.of());

    public ProxySettings {
        direct = List.copyOf(direct);
    }

    /**
     * A proxy.
     *
     * @param username empty for none
     * @param password secret; never printed
     */
    public record Server(String host, int port, String username, String password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The same proxy for HTTP and HTTPS, as Jenkins' own configuration has it. */
    public static ProxySettings of(Server server, List<String> direct) {
        return new ProxySettings(Optional.of(server), Optional.of(server), direct);
    }

    /** Reads {@code [http://][user[:password]@]host[:port]}. */
    public static Server parse(String url) {
        try {
            URI uri = new URI(url.contains("://") ? url : "http://" + url);
            if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
                throw new IllegalArgumentException("A proxy is written http://[user:password@]host:port");
            }
            String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            int colon = user.indexOf(':');
            return new Server(
                    uri.getHost(),
                    uri.getPort() < 0 ? 80 : uri.getPort(),
                    decode(colon < 0 ? user : user.substring(0, colon)),
                    decode(colon < 0 ? "" : user.substring(colon + 1)));
        } catch (URISyntaxException e) {
            // The exception quotes its input, and with it the password.
            throw new IllegalArgumentException("A proxy is written http://[user:password@]host:port");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * The proxy of the environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, lower case
     * first, else that of the JVM's properties {@code http(s).proxyHost}, {@code http(s).proxyPort} and {@code http.nonProxyHosts}.
     */
    public static ProxySettings from(Map<String, String> environment, Map<?, ?> properties) {
        Optional<Server> all = variable(environment, "ALL_PROXY").map(ProxySettings::parse);
        Optional<Server> http = variable(environment, "HTTP_PROXY")
                .map(ProxySettings::parse)
                .or(() -> all)
                .or(() -> property(properties, "http"));
        Optional<Server> https = variable(environment, "HTTPS_PROXY")
                .map(ProxySettings::parse)
                .or(() -> all)
                .or(() -> property(properties, "https"));
        List<String> direct = new ArrayList<>();
        variable(environment, "NO_PROXY").ifPresent(hosts -> direct.addAll(List.of(hosts.split("[,\\s]+"))));
        if (properties.get("http.nonProxyHosts") instanceof String hosts) {
            direct.addAll(List.of(hosts.split("\\|")));
        }
        direct.removeIf(String::isBlank);
        return new ProxySettings(http, https, direct);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .filter(value -> !value.isBlank());
    }

    private static Optional<Server> property(Map<?, ?> properties, String scheme) {
        if (!(properties.get(scheme + ".proxyHost") instanceof String host) || host.isBlank()) {
            return Optional.empty();
        }
        Object port = properties.get(scheme + ".proxyPort");
        int standard = scheme.equals("https") ? 443 : 80;
        return Optional.of(new Server(host, port == null ? standard : Integer.parseInt(port.toString()), "", ""));
    }
}
