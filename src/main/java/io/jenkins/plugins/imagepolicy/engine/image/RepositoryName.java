package io.jenkins.plugins.imagepolicy.engine.image;

import java.util.regex.Pattern;

/**
 * A repository in a registry, with the defaults of Docker Hub made explicit as go-containerregistry does:
 * {@code nginx} is {@code index.docker.io/library/nginx}.
 *
 * @param registry host with optional port, lower case as written
 * @param path path within the registry
 */
public record RepositoryName(String registry, String path) {
    public static final String DOCKER_HUB = "index.docker.io";
    private static final Pattern PATH = Pattern.compile("[a-z0-9_\\-./]{2,255}");
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)(:[0-9]{1,5})?");

    // Written out where a start needs it: what Java derives is linked at run time, which costs a start 20 ms.
    @Override
    public boolean equals(Object other) {
        return other instanceof RepositoryName name && registry.equals(name.registry) && path.equals(name.path);
    }

    @Override
    public int hashCode() {
        return 31 * registry.hashCode() + path.hashCode();
    }

    /** Reads {@code [registry/]path}. */
    public static RepositoryName parse(String text) throws InvalidReferenceException {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = named ? first : DOCKER_HUB;
        String path = named ? text.substring(slash + 1) : text;
        if (registry.equals("docker.io")) {
            registry = DOCKER_HUB;
        }
        if (registry.equals(DOCKER_HUB) && !path.contains("/")) {
            path = "library/" + path;
        }
        if (!HOST.matcher(registry).matches()) {
            throw new InvalidReferenceException(
                    "'" + registry + "' is no registry host; write host or host:port, without a scheme");
        }
        if (!PATH.matcher(path).matches() || !path.equals(path.strip()) || path.contains("//") || path.endsWith("/")) {
            throw new InvalidReferenceException(
                    "'" + path + "' is no repository path; it has 2 to 255 of the characters a-z 0-9 _ - . /");
        }
        for (String part : path.split("/")) {
            if (part.equals(".") || part.equals("..")) {
                throw new InvalidReferenceException(
                        "'" + path + "' is no repository path: it climbs with '" + part + "'");
            }
        }
        return new RepositoryName(registry, path);
    }

    /** {@code registry/path}. */
    @Override
    public String toString() {
        return registry + "/" + path;
    }
}
