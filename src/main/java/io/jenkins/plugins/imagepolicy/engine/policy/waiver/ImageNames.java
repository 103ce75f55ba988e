package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import java.util.ArrayList;
import java.util.List;

/**
 * The names under which a waiver may know an image: its digest form, and the tag only when the image was asked for by that tag.
 * In {@code app:waived@sha256:…} the tag is a mere claim of whoever wrote the manifest.
 *
 * @param digest {@code sha256:…}; empty when the image could not be resolved
 */
record ImageNames(List<String> canonical, String digest) {
    ImageNames {
        canonical = List.copyOf(canonical);
    }

    static ImageNames of(String written, String resolved) {
        List<String> names = new ArrayList<>();
        if (!resolved.isEmpty()) {
            names.add(resolved);
        }
        try {
            ImageReference reference = ImageReference.parse(written);
            if (reference.digest().isEmpty()) {
                names.add(reference.canonical());
            } else if (resolved.isEmpty()) {
                names.add(reference.withDigest(reference.digest().get()));
            }
        } catch (InvalidReferenceException e) {
            // a layout's path is no reference; the digest form is all there is
        }
        int at = resolved.lastIndexOf("@sha256:");
        return new ImageNames(names, at < 0 ? "" : resolved.substring(at + 1));
    }
}
