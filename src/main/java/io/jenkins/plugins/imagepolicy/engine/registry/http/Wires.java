package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/**
 * The wire for each origin: verified, but for the hosts that the user named as insecure. A host that is shown a certificate has
 * one of its own, also verified. Each is made when first needed.
 */
final class Wires implements AutoCloseable {
    private final RegistryOptions options;
    private final Predicate<Origin> insecure;
    private final ProxyChoice proxies;
    private final ApacheClients clients;
    private final Counters counters;
    private Wire verified;
    private Wire unverified;
    private Wire plain;
    private final Map<Origin, Wire> identified = new HashMap<>();
    private boolean closed;

    Wires(RegistryOptions options, Predicate<Origin> insecure, ProxyChoice proxies, Counters counters) {
        this.options = options;
        this.insecure = insecure;
        this.proxies = proxies;
        this.clients = new ApacheClients(options, proxies);
        this.counters = counters;
    }

    static ProxyChoice proxies(RegistryOptions options) {
        return new ProxyChoice(
                options.proxy().orElseGet(() -> ProxySettings.from(System.getenv(), System.getProperties())));
    }

    synchronized Wire to(Origin origin) throws RegistryException {
        if (!origin.isSecure()) {
            if (plain == null) {
                plain = made(clients.plain());
            }
            return plain;
        }
        ClientIdentity identity = options.identities().get(origin.authority());
        if (identity != null) {
            Wire own = identified.get(origin);
            if (own == null) {
                own = made(clients.verified(Trust.verified(options.caCertificates(), origin, identity)));
                identified.put(origin, own);
            }
            return own;
        }
        if (insecure.test(origin)) {
            if (unverified == null) {
                unverified = made(clients.unverified());
            }
            return unverified;
        }
        if (verified == null) {
            verified = made(clients.verified(Trust.verified(options.caCertificates())));
        }
        return verified;
    }

    private Wire made(CloseableHttpClient client) {
        Wire wire = new HttpWire(client, clients.requests(), proxies, counters);
        if (closed) {
            wire.close();
        }
        return wire;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Wire wire : new Wire[] {verified, unverified, plain}) {
            if (wire != null) {
                wire.close();
            }
        }
        identified.values().forEach(Wire::close);
    }
}
