package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Trusted roots from TUF repositories, as {@code TrustRoot} resources name them (policy-controller
 * pkg/apis/policy/v1alpha1/trustroot_types.go). An own client: sigstore-java's demands a signing configuration that private
 * repositories lack, and always goes online.
 */
public final class TufTrust {
    /** Name of the target when a resource names none. */
    public static final String TARGET = "trusted_root.json";

    /** Folder of targets when a resource names none. */
    public static final String TARGETS = "targets";

    private TufTrust() {}

    /**
     * {@code spec.repository}.
     *
     * @param source name of the resource, for messages
     * @param root decoded root.json
     * @param mirror decoded mirrorFS: a tar.gz of the folder {@code repository}
     */
    public static TrustedRoot ofArchive(
            String source, byte[] root, byte[] mirror, String targets, String target, Instant now)
            throws TrustException {
        return read(source, new TufClient(new ArchiveStore(mirror), targets, now), root, target);
    }

    /**
     * {@code spec.remote}. What was fetched and verified is kept in {@code cache} and used while it has not expired when the mirror
     * cannot be reached.
     *
     * @param cache folder of this mirror alone
     */
    public static TrustedRoot ofMirror(
            String source, byte[] root, URI mirror, String targets, String target, Path cache, Instant now)
            throws TrustException {
        CachedStore store = new CachedStore(new MirrorStore(mirror), cache);
        try {
            TrustedRoot trusted =
                    read(source, new TufClient(store, store.previousTimestamp(), targets, now), root, target);
            store.keep();
            return trusted;
        } catch (MirrorStore.UnreachableException e) {
            if (!store.isFilled()) {
                throw e.asTrustException();
            }
            return read(source, new TufClient(store.offline(), targets, now), root, target);
        }
    }

    private static TrustedRoot read(String source, TufClient client, byte[] root, String target) throws TrustException {
        try {
            return TrustedRootReader.read(source, client.target(root, target, TrustedRootReader.LARGEST));
        } catch (TrustException e) {
            throw new TrustException(source + ": " + e.getMessage(), e.remedy(), e);
        }
    }
}
