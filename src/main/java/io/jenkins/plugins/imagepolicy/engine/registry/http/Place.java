package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a repository is served.
 *
 * @param host {@code host[:port]}
 * @param path of the repository there
 */
record Place(String host, String path) {
    private static final String DOCKER_HUB_ENDPOINT = "registry-1.docker.io";

    /** Places to ask for a repository, mirrors first. */
    static List<Place> of(RepositoryName name, RegistryOptions options) {
        List<Place> places = new ArrayList<>();
        for (String mirror : lookUp(options.mirrors(), name.registry()).orElse(List.of())) {
            places.add(at(mirror, name.path()));
        }
        places.add(lookUp(options.aliases(), name.registry())
                .map(alias -> at(alias, name.path()))
                .orElseGet(() -> new Place(endpoint(name.registry()), name.path())));
        return places;
    }

    private static <T> Optional<T> lookUp(java.util.Map<String, T> byHost, String registry) {
        return Optional.ofNullable(byHost.get(registry))
                .or(() -> registry.equals(RepositoryName.DOCKER_HUB)
                        ? Optional.ofNullable(byHost.get("docker.io"))
                        : Optional.empty());
    }

    private static Place at(String endpoint, String path) {
        int slash = endpoint.indexOf('/');
        return slash < 0
                ? new Place(endpoint(endpoint), path)
                : new Place(endpoint(endpoint.substring(0, slash)), endpoint.substring(slash + 1) + "/" + path);
    }

    private static String endpoint(String host) {
        return host.equals(RepositoryName.DOCKER_HUB) || host.equals("docker.io") ? DOCKER_HUB_ENDPOINT : host;
    }

    /** First component of the path: registries that join several stores divide them there. */
    String project() {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    @Override
    public String toString() {
        return host + "/" + path;
    }
}
