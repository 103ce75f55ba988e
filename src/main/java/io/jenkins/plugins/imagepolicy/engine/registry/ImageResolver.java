package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import java.util.Optional;

/** Finds the digest behind a reference. */
public final class ImageResolver {
    private ImageResolver() {}

    /** A digest wins over a tag beside it, which is then not looked at. */
    public static Resolution resolve(ImageReference reference, Registries registries) throws RegistryException {
        return resolve(reference, registries.repository(reference.repository()));
    }

    public static Resolution resolve(ImageReference reference, Repository repository) throws RegistryException {
        Optional<Manifest> manifest = reference.digest().isPresent()
                ? repository.manifest(reference.digest().get())
                : repository.manifest(reference.tag().orElse("latest"));
        if (manifest.isPresent()) {
            return new Resolution.Found(new ResolvedImage(reference, repository, manifest.get()));
        }
        if (reference.digest().isPresent()) {
            Digest digest = reference.digest().get();
            if (repository.announces(digest)) {
                return new Resolution.Found(new ResolvedImage(reference, repository, digest, Optional.empty()));
            }
            return new Resolution.NotFound(
                    repository.description() + " has no image with digest "
                            + reference.digest().get(),
                    "Push the image before it is gated, or name the repository that has it");
        }
        return new Resolution.NotFound(
                repository.description() + " has no tag " + reference.tag().orElse("latest"),
                "Push the image before it is gated, or name an existing tag or digest");
    }
}
