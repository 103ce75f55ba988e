package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a host speaks TLS. Always, unless the user named it as insecure without saying which of plain HTTP and unverified TLS it
 * is; then one request finds out, without credentials.
 */
final class Schemes {
    private static final long PROBE_LIMIT = 64 * 1024;

    private final Map<String, Optional<String>> insecure = new HashMap<>();
    private final Map<String, Origin> known = new ConcurrentHashMap<>();

    Schemes(Set<String> insecureHosts) {
        for (String entry : insecureHosts) {
            String host = entry.toLowerCase(Locale.ROOT);
            int scheme = host.indexOf("://");
            String name = (scheme < 0 ? host : host.substring(scheme + 3)).replaceAll("/+$", "");
            insecure.put(name, scheme < 0 ? Optional.empty() : Optional.of(host.substring(0, scheme)));
        }
    }

    boolean isInsecure(Origin origin) {
        return insecure.containsKey(origin.authority()) || insecure.containsKey(origin.host() + ":" + origin.port());
    }

    Origin origin(Call call, String host, Wires wires) throws RegistryException {
        Origin origin = known.get(host);
        if (origin == null) {
            Optional<String> fixed = insecure.get(host.toLowerCase(Locale.ROOT));
            if (fixed == null) {
                origin = Origin.of(URI.create("https://" + host));
            } else if (fixed.isPresent()) {
                origin = Origin.of(URI.create(fixed.get() + "://" + host));
            } else {
                origin = probe(call, host, wires);
            }
            known.put(host, origin);
        }
        return origin;
    }

    /**
     * Plain HTTP first, unless the port says TLS: a TLS server answers plain HTTP at once with an error, while an HTTP server may
     * wait for the rest of a TLS greeting for ever.
     */
    private static Origin probe(Call call, String host, Wires wires) throws RegistryException {
        Origin tls = Origin.of(URI.create("https://" + host));
        Origin plain = Origin.of(URI.create("http://" + host));
        if (plain.port() != tls.port() || plain.port() == 443) {
            return answers(call, tls, wires) ? tls : plain;
        }
        return answers(call, plain, wires) ? plain : tls;
    }

    private static boolean answers(Call call, Origin origin, Wires wires) throws RegistryException {
        URI uri = URI.create(origin + "/v2/");
        try {
            int status = wires.to(origin)
                    .send(Wire.Request.get(uri, Map.of(), PROBE_LIMIT, call.deadline()))
                    .status();
            return status != 400;
        } catch (Wire.EndedException e) {
            throw call.failed(e, origin);
        } catch (IOException e) {
            return false;
        }
    }
}
