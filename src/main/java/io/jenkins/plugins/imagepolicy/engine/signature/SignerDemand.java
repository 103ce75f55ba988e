package io.jenkins.plugins.imagepolicy.engine.signature;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Whose signature an authority demands. */
public sealed interface SignerDemand {
    /**
     * One of these keys ({@code everyKey} false) or a signature by each of them (true).
     *
     * @param hash for legacy signatures; bundles imply the hash by the key
     */
    record Keys(List<PublicKey> keys, HashAlgorithm hash, boolean everyKey) implements SignerDemand {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /** Exactly this certificate, valid at the signing time and, when {@code chain} is not empty, issued by it (leaf's issuer first). */
    record PinnedCertificate(X509Certificate certificate, List<X509Certificate> chain) implements SignerDemand {
        public PinnedCertificate {
            chain = List.copyOf(chain);
        }
    }

    /**
     * A short-lived certificate of one of these authorities, for one of these identities.
     *
     * @param identities at least one; a certificate must satisfy one of them
     * @param ctLogs logs that must have promised the certificate; ignored unless {@code sctRequired}
     */
    record Keyless(
            List<CertificateAuthority> authorities,
            List<io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog> ctLogs,
            boolean sctRequired,
            List<IdentityMatcher> identities)
            implements SignerDemand {
        public Keyless {
            authorities = List.copyOf(authorities);
            ctLogs = List.copyOf(ctLogs);
            identities = List.copyOf(identities);
            if (identities.isEmpty()) {
                throw new IllegalArgumentException("A keyless demand names at least one identity");
            }
        }
    }
}
