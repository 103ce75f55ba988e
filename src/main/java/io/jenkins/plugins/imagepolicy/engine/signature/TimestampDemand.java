package io.jenkins.plugins.imagepolicy.engine.signature;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import java.util.List;

/** Whether a timestamp authority (RFC 3161) must have seen a signature. */
public sealed interface TimestampDemand {
    record Required(List<CertificateAuthority> authorities) implements TimestampDemand {
        public Required {
            authorities = List.copyOf(authorities);
        }
    }

    /** Not asked for; a timestamp of one of these authorities still counts as a time. */
    record Optional(List<CertificateAuthority> authorities) implements TimestampDemand {
        public Optional {
            authorities = List.copyOf(authorities);
        }
    }
}
