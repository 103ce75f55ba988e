package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;

/**
 * The configuration of each platform of an image, by {@code os/architecture/variant} as the configuration itself says
 * (source: policy-controller pkg/webhook/registryauth, go-containerregistry pkg/v1 config). Every child of an index must be
 * readable.
 */
final class ImageConfigFiles {
    private static final long LARGEST_CONFIG = 8L * 1024 * 1024;
    private static final int MOST_PLATFORMS = 200;
    private static final int DEEPEST_INDEX = 5;

    private final Repository repository;
    private final ObjectNode configs = JsonNodeFactory.instance.objectNode();
    private int read;

    private ImageConfigFiles(Repository repository) {
        this.repository = repository;
    }

    static ObjectNode byPlatform(ResolvedImage image) throws RegistryException {
        ImageConfigFiles files = new ImageConfigFiles(image.repository());
        files.add(image.manifest(), 0);
        return files.configs;
    }

    private void add(Manifest manifest, int depth) throws RegistryException {
        if (!manifest.isIndex()) {
            addConfig(manifest);
            return;
        }
        if (depth == DEEPEST_INDEX) {
            throw bad("The index " + manifest.digest() + " is nested more than " + DEEPEST_INDEX + " levels deep");
        }
        for (Descriptor child : manifest.manifests()) {
            add(
                    repository
                            .manifest(child.digest())
                            .orElseThrow(() -> bad("The index " + manifest.digest() + " lists " + child.digest()
                                    + ", which " + repository.description() + " does not have")),
                    depth + 1);
        }
    }

    private void addConfig(Manifest manifest) throws RegistryException {
        if (++read > MOST_PLATFORMS) {
            throw bad("The image has more than " + MOST_PLATFORMS + " platforms");
        }
        Descriptor descriptor = manifest.config()
                .orElseThrow(() -> bad("The manifest " + manifest.digest() + " names no configuration"));
        byte[] blob = repository
                .blob(descriptor.digest(), LARGEST_CONFIG)
                .orElseThrow(() -> bad("The configuration " + descriptor.digest() + " of " + manifest.digest()
                        + " is not in " + repository.description()));
        JsonNode config = ImageConfigFile.normalize(blob, descriptor.digest());
        configs.set(ImageConfigFile.platform(config), config);
    }

    static RegistryException bad(String message) {
        return new RegistryException(
                ReasonCode.CONTENT_INVALID, message, "Push the image anew, with all its platforms");
    }
}
