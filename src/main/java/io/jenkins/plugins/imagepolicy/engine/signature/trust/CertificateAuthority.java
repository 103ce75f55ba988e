package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate or timestamp authority.
 *
 * @param chain leaf's issuer (for a timestamp authority: its own leaf) first, root last
 */
public record CertificateAuthority(String uri, List<X509Certificate> chain, Validity validity) {
    public CertificateAuthority {
        chain = List.copyOf(chain);
    }
}
