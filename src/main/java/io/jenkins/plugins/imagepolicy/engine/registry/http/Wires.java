package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import java.util.function.Predicate;

/** The wire for each origin: verified, but for the hosts that the user named as insecure. Each is made when first needed. */
final class Wires implements AutoCloseable {
    private final RegistryOptions options;
    private final Predicate<Origin> insecure;
    private final ProxyChoice proxies;
    private final Counters counters;
    private Wire verified;
    private Wire unverified;
    private Wire plain;
    private boolean closed;

    Wires(RegistryOptions options, Predicate<Origin> insecure, ProxyChoice proxies, Counters counters) {
        this.options = options;
        this.insecure = insecure;
        this.proxies = proxies;
        this.counters = counters;
    }

    static ProxyChoice proxies(RegistryOptions options) {
        return new ProxyChoice(
                options.proxy().orElseGet(() -> ProxySettings.from(System.getenv(), System.getProperties())));
    }

    synchronized Wire to(Origin origin) throws RegistryException {
        if (!origin.isSecure()) {
            // Reading the platform's certificate authorities takes a tenth of a second, and plain HTTP needs none.
            if (plain == null) {
                plain = made(new HttpWire(options, Trust.unverified(), true, proxies, counters));
            }
            return plain;
        }
        if (insecure.test(origin)) {
            if (unverified == null) {
                unverified = made(new HttpWire(options, Trust.unverified(), false, proxies, counters));
            }
            return unverified;
        }
        if (verified == null) {
            verified = made(new HttpWire(options, Trust.verified(options.caCertificates()), true, proxies, counters));
        }
        return verified;
    }

    private Wire made(Wire wire) {
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
    }
}
