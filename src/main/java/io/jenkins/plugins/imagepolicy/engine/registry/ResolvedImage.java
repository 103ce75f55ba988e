package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;

/**
 * An image whose reference has been resolved, once: what is judged is this digest, whatever the tag says later.
 *
 * @param manifest the manifest, or the index of a multi-platform image
 */
public record ResolvedImage(ImageReference reference, Repository repository, Manifest manifest) {
    public Digest digest() {
        return manifest.digest();
    }

    /** {@code registry/path@sha256:hex}. */
    public String canonical() {
        return reference.withDigest(digest());
    }
}
