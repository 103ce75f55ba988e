package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.util.List;

/** An image layout or archive, readable as a repository. */
public sealed interface Layout extends Repository permits OciLayout, DockerArchive {
    /**
     * The images in it, at least one. Signatures, attestations and other artefacts are left out; they are found as tags and
     * referrers.
     *
     * @throws RegistryException also when there is no image
     */
    List<ResolvedImage> images() throws RegistryException;
}
