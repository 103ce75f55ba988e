package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import java.io.IOException;
import java.net.URI;

/** Fetches what {@code policy.remote} and a TUF mirror name. Safe for use by several threads. */
@FunctionalInterface
public interface RemoteTexts {
    /**
     * The body of a successful answer.
     *
     * @param url https, with a host
     * @param limit most bytes to accept
     * @throws IOException for any other status, a redirect away from https, or a longer body
     */
    byte[] fetch(URI url, int limit) throws IOException;
}
