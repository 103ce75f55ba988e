package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;

/** All registries that the gate may read, with their credentials, connections and caches. Safe for use by several threads. */
public interface Registries extends AutoCloseable {
    Repository repository(RepositoryName name);

    /** Closes all connections; calls under way end with a {@link RegistryException}. */
    @Override
    void close();
}
