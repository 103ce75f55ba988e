package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import java.util.List;

/** A Sigstore trusted root (protobuf-specs TrustedRoot), as it was read from {@code source}. */
public record TrustedRoot(
        String source,
        List<CertificateAuthority> certificateAuthorities,
        List<TransparencyLog> transparencyLogs,
        List<TransparencyLog> ctLogs,
        List<CertificateAuthority> timestampAuthorities) {
    public TrustedRoot {
        certificateAuthorities = List.copyOf(certificateAuthorities);
        transparencyLogs = List.copyOf(transparencyLogs);
        ctLogs = List.copyOf(ctLogs);
        timestampAuthorities = List.copyOf(timestampAuthorities);
    }
}
