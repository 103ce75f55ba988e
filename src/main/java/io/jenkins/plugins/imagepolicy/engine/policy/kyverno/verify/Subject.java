package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ExtractedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;

/** The image that is judged, as the resource names it and as it was resolved. */
record Subject(ExtractedImage extracted, ResolvedImage resolved, Judging judging) {
    String reference() {
        return extracted.image().reference();
    }

    /** Where to look; {@code repository} is empty for the image's own. */
    Search search(String repository) throws TrustException {
        Repository place = resolved.repository();
        if (!repository.isEmpty()) {
            try {
                place = judging.registries().repository(RepositoryName.parse(repository));
            } catch (InvalidReferenceException e) {
                throw new TrustException(
                        "The repository '" + repository + "' of an attestor cannot be read: " + e.getMessage(),
                        "Write registry/path");
            }
        }
        return Search.in(place, resolved.digest());
    }
}
