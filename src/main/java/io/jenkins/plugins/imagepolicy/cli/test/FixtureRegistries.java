package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Registries in which every repository holds the test's image. */
final class FixtureRegistries implements Registries {
    private final TestCase test;
    private final Map<RepositoryName, FixtureImage> images = new ConcurrentHashMap<>();

    FixtureRegistries(TestCase test) {
        this.test = test;
    }

    FixtureImage image(RepositoryName name) {
        return images.computeIfAbsent(name, n -> {
            try {
                return new FixtureImage(n, test.configs());
            } catch (RegistryException e) {
                throw new IllegalStateException("A fixture is a valid image", e);
            }
        });
    }

    @Override
    public Repository repository(RepositoryName name) {
        return image(name);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
