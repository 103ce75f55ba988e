package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A certificate or timestamp authority. Its self-signed certificates are what is trusted in the end (the last one of
 * {@code chain} when none is); the others only help to get there.
 *
 * @param chain leaf's issuer (for a timestamp authority: its own leaf) first, root last
 */
public record CertificateAuthority(String uri, List<X509Certificate> chain, Validity validity) {
    public CertificateAuthority {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("An authority has at least one certificate");
        }
    }

    /** An authority trusted at every time, from certificates in any order. */
    public static CertificateAuthority ofChain(String uri, List<X509Certificate> certificates) {
        List<X509Certificate> ordered = new ArrayList<>(certificates);
        ordered.sort(Comparator.comparing(CertificateAuthority::rank));
        return new CertificateAuthority(uri, ordered, Validity.ALWAYS);
    }

    private static int rank(X509Certificate certificate) {
        if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return 2;
        }
        return certificate.getBasicConstraints() < 0 ? 0 : 1;
    }
}
