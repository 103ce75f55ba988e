package io.jenkins.plugins.imagepolicy.engine.registry.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a registry from using this client to reach what only this machine can reach: its own services and the metadata services
 * of clouds, which hand out credentials. A registry that is itself in such a place may name others there.
 */
final class AddressGuard {
    /** Metadata services outside the link-local range: AWS over IPv6, Alibaba, Oracle. */
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

    /** Looks names up. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final ProxyChoice proxies;
    private final Resolver resolver;

    AddressGuard(ProxyChoice proxies, Resolver resolver) {
        this.proxies = proxies;
        this.resolver = resolver;
    }

    private enum Reach {
        LOOPBACK,
        LINK,
        METADATA
    }

    boolean allows(Origin from, Origin to) {
        if (from.host().equals(to.host())) {
            return true;
        }
        try {
            for (InetAddress address : addresses(to)) {
                Optional<Reach> reach = reach(address);
                if (reach.isPresent() && !isThere(from, reach.get())) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            // Connecting will fail with the better message.
            return true;
        }
    }

    private boolean isThere(Origin origin, Reach reach) throws UnknownHostException {
        InetAddress[] addresses = addresses(origin);
        for (InetAddress address : addresses) {
            if (reach(address).filter(reach::equals).isEmpty()) {
                return false;
            }
        }
        return addresses.length > 0;
    }

    private InetAddress[] addresses(Origin origin) throws UnknownHostException {
        // A name that the proxy looks up may mean something else here.
        if (proxies.choose(origin.scheme(), origin.host(), origin.port()).isPresent()
                && ProxyChoice.literal(origin.host()).isEmpty()
                && !origin.host().equals("localhost")) {
            return new InetAddress[0];
        }
        return resolver.resolve(origin.host());
    }

    private static Optional<Reach> reach(InetAddress address) {
        if (METADATA.contains(address.getHostAddress())) {
            return Optional.of(Reach.METADATA);
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return Optional.of(Reach.LOOPBACK);
        }
        return address.isLinkLocalAddress() || address.isMulticastAddress()
                ? Optional.of(Reach.LINK)
                : Optional.empty();
    }
}
