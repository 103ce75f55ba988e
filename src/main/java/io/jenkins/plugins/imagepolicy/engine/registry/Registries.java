package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import java.util.Map;

/** All registries that the gate may read, with their credentials, connections and caches. Safe for use by several threads. */
public interface Registries extends AutoCloseable {
    Repository repository(RepositoryName name);

    /**
     * As {@link #repository(RepositoryName)}, with further credentials that only this repository's reader may use.
     *
     * @param credentials by host, or by host and leading path; they win over all others
     */
    default Repository repository(RepositoryName name, Map<String, Credential> credentials) {
        return repository(name);
    }

    /** What went over the wire so far. */
    default Traffic traffic() {
        return Traffic.NONE;
    }

    /** Closes all connections; calls under way end with a {@link RegistryException}. */
    @Override
    void close();
}
