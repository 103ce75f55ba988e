package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import java.util.Optional;

/**
 * One repository of a registry, or a layout or archive on disk, to be read. Safe for use by several threads.
 *
 * <p>Absence ({@link Optional#empty()}) is said only when the other side answered that the thing is not there; every fault is
 * a {@link RegistryException}, so that nobody mistakes a fault for "unsigned".
 */
public interface Repository {
    /** Name of the repository; for a layout or archive a name made from its path. */
    RepositoryName name();

    /** Where this is, for people: {@code registry.example/app} or {@code layout build/oci/app}. */
    String description();

    /** The manifest or index behind a tag; its digest is that of its bytes. */
    Optional<Manifest> manifest(String tag) throws RegistryException;

    /** The manifest or index with this digest. */
    Optional<Manifest> manifest(Digest digest) throws RegistryException;

    /** Whether the repository says that it has this manifest; asked where it does not deliver it. */
    default boolean announces(Digest digest) throws RegistryException {
        return manifest(digest).isPresent();
    }

    /**
     * A blob, whole.
     *
     * @param limit most bytes to accept; more is a {@link RegistryException}
     */
    Optional<byte[]> blob(Digest digest, long limit) throws RegistryException;

    /** Answer of the OCI 1.1 referrers API for {@code subject}; the fallback tag is the caller's to read. */
    Referrers referrers(Digest subject) throws RegistryException;
}
