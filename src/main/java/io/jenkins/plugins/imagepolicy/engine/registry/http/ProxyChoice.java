package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which proxy a host is reached through, by the rules of {@code NO_PROXY} as Go and curl read it. */
record ProxyChoice(ProxySettings settings) {
    List<ProxySettings.Server> servers() {
        return Stream.of(settings.http(), settings.https())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** @param port negative for the scheme's own */
    Optional<ProxySettings.Server> choose(String scheme, String host, int port) {
        Optional<ProxySettings.Server> server = scheme.equalsIgnoreCase("https") ? settings.https() : settings.http();
        if (server.isEmpty() || isDirect(host.toLowerCase(Locale.ROOT), port)) {
            return Optional.empty();
        }
        return server;
    }

    private boolean isDirect(String host, int port) {
        return settings.direct().stream()
                .map(rule -> rule.strip().toLowerCase(Locale.ROOT))
                .anyMatch(rule -> {
                    if (rule.equals("*")) {
                        return true;
                    }
                    int slash = rule.indexOf('/');
                    if (slash > 0) {
                        return isInNetwork(host, rule.substring(0, slash), rule.substring(slash + 1));
                    }
                    String name = rule;
                    int colon = rule.lastIndexOf(':');
                    if (colon > 0 && rule.indexOf(':') == colon) {
                        if (!rule.substring(colon + 1).equals(Integer.toString(port))) {
                            return false;
                        }
                        name = rule.substring(0, colon);
                    }
                    if (name.startsWith("*")) {
                        return host.endsWith(name.substring(1));
                    }
                    if (name.endsWith("*")) {
                        return host.startsWith(name.substring(0, name.length() - 1));
                    }
                    return host.equals(name) || host.endsWith(name.startsWith(".") ? name : "." + name);
                });
    }

    private static boolean isInNetwork(String host, String network, String bits) {
        Optional<byte[]> address = literal(host);
        Optional<byte[]> base = literal(network);
        if (address.isEmpty() || base.isEmpty() || address.get().length != base.get().length) {
            return false;
        }
        try {
            int drop = base.get().length * 8 - Integer.parseInt(bits);
            return drop >= 0
                    && new BigInteger(1, address.get())
                            .shiftRight(drop)
                            .equals(new BigInteger(1, base.get()).shiftRight(drop));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The address that {@code host} writes out; empty for a name, which is not looked up. */
    static Optional<byte[]> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!bare.matches("[0-9.]+") && !bare.contains(":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
