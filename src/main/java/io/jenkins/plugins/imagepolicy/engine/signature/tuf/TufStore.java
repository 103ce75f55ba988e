package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.Optional;

/** Where a TUF repository's files come from. */
@FunctionalInterface
public interface TufStore {
    /**
     * A file of the repository.
     *
     * @param path relative to the repository: {@code timestamp.json}, {@code targets/<sha256>.trusted_root.json}
     * @param limit most bytes to accept
     * @return empty when the repository has no such file
     * @throws TrustException when it cannot be told, or the file is larger
     */
    Optional<byte[]> fetch(String path, int limit) throws TrustException;
}
