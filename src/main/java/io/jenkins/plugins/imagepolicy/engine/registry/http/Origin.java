package io.jenkins.plugins.imagepolicy.engine.registry.http;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port: what credentials are bound to (RFC 6454). The port is always explicit. */
record Origin(String scheme, String host, int port) {
    static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port(scheme, uri.getPort()));
    }

    private static int port(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    // Written out where a start needs it: what Java derives is linked at run time, which costs a start 20 ms.
    @Override
    public boolean equals(Object other) {
        return other instanceof Origin origin
                && scheme.equals(origin.scheme)
                && host.equals(origin.host)
                && port == origin.port;
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** {@code host:port}, without a port that goes without saying. */
    String authority() {
        return port == port(scheme, -1) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
