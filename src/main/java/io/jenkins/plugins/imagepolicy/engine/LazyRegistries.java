package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.Traffic;
import io.jenkins.plugins.imagepolicy.engine.registry.http.HttpRegistries;
import java.util.Map;
import java.util.Optional;

/** Registries over HTTP that cost nothing until one is asked: a run over layouts alone never loads an HTTP client. */
final class LazyRegistries implements Registries {
    private final RegistryOptions options;
    private HttpRegistries opened;
    private boolean closed;

    LazyRegistries(RegistryOptions options) {
        this.options = options;
    }

    @Override
    public Repository repository(RepositoryName name) {
        return new Deferred(name, Map.of());
    }

    @Override
    public Repository repository(RepositoryName name, Map<String, Credential> credentials) {
        return new Deferred(name, credentials);
    }

    @Override
    public synchronized Traffic traffic() {
        return opened == null ? Traffic.NONE : opened.traffic();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }

    private synchronized Repository open(RepositoryName name, Map<String, Credential> credentials)
            throws RegistryException {
        if (closed) {
            throw new RegistryException(
                    io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.TIMEOUT,
                    "The run ended before " + name + " was read",
                    "Allow more time");
        }
        if (opened == null) {
            opened = new HttpRegistries(options);
        }
        return opened.repository(name, credentials);
    }

    private final class Deferred implements Repository {
        private final RepositoryName name;
        private final Map<String, Credential> credentials;

        Deferred(RepositoryName name, Map<String, Credential> credentials) {
            this.name = name;
            this.credentials = Map.copyOf(credentials);
        }

        @Override
        public RepositoryName name() {
            return name;
        }

        @Override
        public String description() {
            return name.toString();
        }

        @Override
        public Optional<Manifest> manifest(String tag) throws RegistryException {
            return open(name, credentials).manifest(tag);
        }

        @Override
        public Optional<Manifest> manifest(Digest digest) throws RegistryException {
            return open(name, credentials).manifest(digest);
        }

        @Override
        public boolean announces(Digest digest) throws RegistryException {
            return open(name, credentials).announces(digest);
        }

        @Override
        public Optional<byte[]> blob(Digest digest, long limit) throws RegistryException {
            return open(name, credentials).blob(digest, limit);
        }

        @Override
        public Referrers referrers(Digest subject) throws RegistryException {
            return open(name, credentials).referrers(subject);
        }
    }
}
