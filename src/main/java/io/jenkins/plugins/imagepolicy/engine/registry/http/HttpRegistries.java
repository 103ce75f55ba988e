package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.Traffic;
import io.jenkins.plugins.imagepolicy.engine.registry.credentials.CredentialSource;
import java.util.HashMap;
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
    private final Map<Map<String, Credential>, Reader> readers = new ConcurrentHashMap<>();
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

    /** Reads with credentials of its own share no connection and no token with the others. */
    @Override
    public Repository repository(RepositoryName name, Map<String, Credential> credentials) {
        if (credentials.isEmpty()) {
            return repository(name);
        }
        Map<String, Credential> all = new HashMap<>(options.credentials());
        all.putAll(credentials);
        RegistryOptions own = options.toBuilder().credentials(all).build();
        Reader ownReader = readers.computeIfAbsent(Map.copyOf(credentials), unknown -> reader(own));
        return new HttpRepository(name, Place.of(name, own), ownReader);
    }

    private Reader reader(RegistryOptions own) {
        try {
            return new Reader(own, CredentialSource.of(own), counters);
        } catch (RegistryException e) {
            throw new IllegalStateException("docker's config could be read before", e);
        }
    }

    @Override
    public Traffic traffic() {
        return counters.snapshot();
    }

    @Override
    public void close() {
        reader.close();
        readers.values().forEach(Reader::close);
    }
}
