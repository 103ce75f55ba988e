package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.Traffic;
import io.jenkins.plugins.imagepolicy.engine.registry.credentials.CredentialSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Registries over HTTP(S), for one run: what was read once is not read again, and a tag keeps the meaning it had first. Nothing is
 * loaded or connected before the first read.
 */
public final class HttpRegistries implements Registries {
    private final RegistryOptions options;
    private final Counters counters = new Counters();
    private final Map<RepositoryName, Repository> repositories = new ConcurrentHashMap<>();
    private final Reader reader;

    /** @throws RegistryException when docker's config cannot be read */
    public HttpRegistries(RegistryOptions options) throws RegistryException {
        this.options = options;
        this.reader = new Reader(options, CredentialSource.of(options), counters);
    }

    @Override
    public Repository repository(RepositoryName name) {
        return repositories.computeIfAbsent(
                name, unknown -> new HttpRepository(unknown, Place.of(unknown, options), reader));
    }

    /** What went over the wire so far. */
    public Traffic traffic() {
        return counters.snapshot();
    }

    @Override
    public void close() {
        reader.close();
    }
}
