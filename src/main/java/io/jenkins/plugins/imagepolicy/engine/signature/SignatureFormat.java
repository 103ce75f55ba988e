package io.jenkins.plugins.imagepolicy.engine.signature;

/** How a signature is stored. */
public enum SignatureFormat {
    /** cosign's tags {@code .sig} and {@code .att}, and the same manifests as OCI 1.1 referrers. */
    LEGACY,
    /** Sigstore bundles as OCI 1.1 referrers, what cosign 3 writes. */
    BUNDLE,
    /** Either. */
    ANY
}
