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
 * @param explained whether a refusal is to tell of what satisfies the demand in the other format than the demanded one
 */
public record Search(Digest image, List<Repository> repositories, Optional<String> tagPrefix, boolean explained) {
    public Search {
        repositories = List.copyOf(repositories);
    }

    public Search(Digest image, List<Repository> repositories, Optional<String> tagPrefix) {
        this(image, repositories, tagPrefix, true);
    }

    /** For one of several demands of which one suffices: looking at the other format would be wasted where another is met. */
    public Search unexplained() {
        return new Search(image, repositories, tagPrefix, false);
    }

    public static Search in(Repository repository, Digest image) {
        return new Search(image, List.of(repository), Optional.empty());
    }
}
