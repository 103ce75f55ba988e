package io.jenkins.plugins.imagepolicy.engine.signature;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import java.util.List;
import java.util.Optional;

/**
 * Where to look for what belongs to an image.
 *
 * @param image digest of the image; what is verified must be bound to it
 * @param repositories where artefacts may be stored: the image's own repository, or those that the policy names instead
 * @param tagPrefix put before cosign's tags ({@code source.tagPrefix})
 */
public record Search(Digest image, List<Repository> repositories, Optional<String> tagPrefix) {
    public Search {
        repositories = List.copyOf(repositories);
    }

    public static Search in(Repository repository, Digest image) {
        return new Search(image, List.of(repository), Optional.empty());
    }
}
