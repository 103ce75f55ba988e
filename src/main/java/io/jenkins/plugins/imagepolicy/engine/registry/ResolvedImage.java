package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import java.util.Optional;

/**
 * An image whose reference has been resolved, once: what is judged is this digest, whatever the tag says later.
 *
 * @param delivered the manifest, or the index of a multi-platform image; empty when the registry vouches for the digest but
 *     does not deliver what is behind it, which is enough to look for signatures
 */
public record ResolvedImage(
        ImageReference reference, Repository repository, Digest digest, Optional<Manifest> delivered) {
    public ResolvedImage(ImageReference reference, Repository repository, Manifest manifest) {
        this(reference, repository, manifest.digest(), Optional.of(manifest));
    }

    /** @throws RegistryException when the registry did not deliver it */
    public Manifest manifest() throws RegistryException {
        return delivered.orElseThrow(() -> new RegistryException(
                ReasonCode.CONTENT_INVALID,
                repository.description() + " announces " + digest + " but does not deliver its manifest",
                "Push the image anew"));
    }

    /** {@code registry/path@sha256:hex}. */
    public String canonical() {
        return reference.withDigest(digest);
    }
}
