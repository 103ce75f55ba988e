package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * TLS certificates of clients, as entries of {@link GateRequest#files()}: {@code client certificate HOST} and
 * {@code client key HOST}, and where the registry has an authority of its own {@code authorities HOST}. All are PEM.
 */
public final class GivenIdentities {
    private static final String CERTIFICATE = "client certificate ";
    private static final String KEY = "client key ";
    private static final String AUTHORITIES = "authorities ";

    private GivenIdentities() {}

    /** The entries for a registry. */
    public static Map<String, String> entries(String host, ClientIdentity identity) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(CERTIFICATE + host, identity.certificates());
        entries.put(KEY + host, identity.key());
        entries.put(AUTHORITIES + host, identity.authorities());
        return entries;
    }

    /** The request's other entries, which its paths may name and diagnostics may quote. */
    static Map<String, String> others(GateRequest request) {
        Map<String, String> others = new LinkedHashMap<>(request.files());
        others.keySet()
                .removeIf(name -> name.startsWith(CERTIFICATE) || name.startsWith(KEY) || name.startsWith(AUTHORITIES));
        return others;
    }

    /** By host. */
    static Map<String, ClientIdentity> in(GateRequest request) {
        Map<String, ClientIdentity> identities = new LinkedHashMap<>();
        Map<String, String> files = request.files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().startsWith(CERTIFICATE)) {
                String host = file.getKey().substring(CERTIFICATE.length());
                identities.put(
                        host.toLowerCase(Locale.ROOT).replaceFirst(":443$", ""),
                        new ClientIdentity(
                                file.getValue(),
                                files.getOrDefault(KEY + host, ""),
                                files.getOrDefault(AUTHORITIES + host, "")));
            }
        }
        return identities;
    }
}
