package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import io.jenkins.plugins.imagepolicy.engine.image.ImageGlob;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import java.util.List;
import java.util.Optional;

/** A valid ClusterImagePolicy with its defaults. */
public record CipSpec(
        String name,
        PolicyMode mode,
        List<ImageGlob> images,
        List<MatchResource> match,
        List<Authority> authorities,
        Optional<PolicyRef> policy) {
    public CipSpec {
        images = List.copyOf(images);
        match = List.copyOf(match);
        authorities = List.copyOf(authorities);
    }
}
