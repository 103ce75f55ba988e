package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Platform;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.util.Optional;

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
        files.add(image.manifest(), Optional.empty(), 0);
        return files.configs;
    }

    /** @param claimed platform that the index gives the manifest */
    private void add(Manifest manifest, Optional<Platform> claimed, int depth) throws RegistryException {
        if (!manifest.isIndex()) {
            addConfig(manifest, claimed);
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
                    child.platform(),
                    depth + 1);
        }
    }

    private void addConfig(Manifest manifest, Optional<Platform> claimed) throws RegistryException {
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
        String platform = ImageConfigFile.platform(config);
        refuseDisguise(config, claimed, manifest);
        JsonNode same = configs.get(platform);
        if (same != null && !same.equals(config) && !isUnknown(claimed)) {
            throw bad("The index has two images for " + platform + ", of which a policy would see only one");
        }
        configs.set(platform, config);
    }

    /**
     * A cluster chooses by the platform that the index claims, a policy looks by the one that the configuration names. Where they
     * differ, an image could run that no rule for its platform has seen.
     */
    private static void refuseDisguise(JsonNode config, Optional<Platform> claimed, Manifest manifest)
            throws RegistryException {
        if (claimed.isEmpty() || isUnknown(claimed)) {
            return;
        }
        boolean same = claimed.get().os().equals(config.path("os").asText())
                && claimed.get()
                        .architecture()
                        .equals(config.path("architecture").asText());
        if (!same) {
            throw bad("The index says that " + manifest.digest() + " is for " + claimed.get()
                    + ", its configuration says " + ImageConfigFile.platform(config));
        }
    }

    /** Whether no cluster would choose the manifest to run, such as the attestations of BuildKit. */
    private static boolean isUnknown(Optional<Platform> claimed) {
        return claimed.isPresent()
                && claimed.get().os().equals("unknown")
                && claimed.get().architecture().equals("unknown");
    }

    static RegistryException bad(String message) {
        return new RegistryException(
                ReasonCode.CONTENT_INVALID, message, "Push the image anew, with all its platforms");
    }
}
