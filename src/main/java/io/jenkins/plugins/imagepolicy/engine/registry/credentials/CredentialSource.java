package io.jenkins.plugins.imagepolicy.engine.registry.credentials;

import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The credential for a repository: the options' own first, then docker's config. Asks a credential helper once a host. */
public final class CredentialSource {
    private static final List<String> DOCKER_HUB =
            List.of(RepositoryName.DOCKER_HUB, "docker.io", "registry-1.docker.io");

    private final Map<String, Credential> given = new HashMap<>();
    private final DockerConfig dockerConfig;

    private CredentialSource(Map<String, Credential> given, DockerConfig dockerConfig) {
        given.forEach((key, credential) -> this.given.put(key(key), credential));
        this.dockerConfig = dockerConfig;
    }

    public static CredentialSource of(RegistryOptions options) throws RegistryException {
        DockerConfig config = options.dockerConfig().isPresent()
                ? DockerConfig.read(options.dockerConfig().get(), CredentialHelper.onPath(System.getenv()))
                : DockerConfig.EMPTY;
        return new CredentialSource(options.credentials(), config);
    }

    /**
     * @param host {@code host[:port]} that is asked
     * @param path of the repository there
     */
    public Optional<Credential> find(String host, String path) throws RegistryException {
        Optional<Credential> own = longest(given, host, path);
        return own.isPresent() ? own : dockerConfig.find(host, path);
    }

    /** The entry for the longest leading part of {@code host/path}, cut at slashes. */
    static <T> Optional<T> longest(Map<String, T> entries, String host, String path) {
        for (String end = "/" + path; ; end = end.substring(0, end.lastIndexOf('/'))) {
            for (String name : aliases(host)) {
                T entry = entries.get(name + end);
                if (entry != null) {
                    return Optional.of(entry);
                }
            }
            if (end.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    static List<String> aliases(String host) {
        return DOCKER_HUB.contains(host) ? DOCKER_HUB : List.of(host);
    }

    /** {@code https://host/v1/} and the like, as {@code host}; a path that names repositories stays. */
    static String key(String written) {
        String key = written.replaceFirst("^https?://", "").replaceAll("/+$", "");
        return key.replaceFirst("/v[12]$", "");
    }
}
