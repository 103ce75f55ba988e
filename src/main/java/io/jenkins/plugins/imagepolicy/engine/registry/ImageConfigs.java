package io.jenkins.plugins.imagepolicy.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what an index leads to: the images of all platforms and their configurations. */
public final class ImageConfigs {
    /** Most bytes of a configuration. */
    public static final int LARGEST = 8 * 1024 * 1024;

    private static final int MOST_IMAGES = 200;
    private static final int DEEPEST = 4;

    private final Repository repository;
    private final String what;
    private final List<PlatformImage> found = new ArrayList<>();

    private ImageConfigs(ResolvedImage image) {
        this.repository = image.repository();
        this.what = image.reference().written();
    }

    /**
     * The image of one platform.
     *
     * @param platform as the index says; empty for an image that stands in no index
     */
    public record PlatformImage(Optional<Platform> platform, Manifest manifest) {}

    /**
     * The images of all platforms, BuildKit's attestations left out. Two may claim the same platform; both are listed, since
     * either could be run.
     *
     * @throws RegistryException when the thing is no image ({@code UNSUPPORTED}), or a part is missing or wrong
     */
    public static List<PlatformImage> images(ResolvedImage image) throws RegistryException {
        ImageConfigs configs = new ImageConfigs(image);
        configs.collect(image.manifest(), Optional.empty(), 0);
        if (configs.found.isEmpty()) {
            throw configs.noImage(image.manifest());
        }
        return List.copyOf(configs.found);
    }

    /** The configurations of all platforms, in the order of the index. */
    public static List<ImageConfig> read(ResolvedImage image) throws RegistryException {
        ImageConfigs configs = new ImageConfigs(image);
        List<ImageConfig> read = new ArrayList<>();
        for (PlatformImage one : images(image)) {
            read.add(configs.config(one));
        }
        return read;
    }

    private void collect(Manifest manifest, Optional<Platform> platform, int depth) throws RegistryException {
        if (!manifest.isIndex()) {
            if (!ImageKind.isImage(manifest)) {
                throw noImage(manifest);
            }
            if (found.size() == MOST_IMAGES) {
                throw invalid("it has more than " + MOST_IMAGES + " images");
            }
            found.add(new PlatformImage(platform, manifest));
            return;
        }
        if (depth == DEEPEST) {
            throw invalid("its indexes are nested more than " + DEEPEST + " deep");
        }
        for (Descriptor child : manifest.manifests()) {
            if (found.size() == MOST_IMAGES) {
                throw invalid("it has more than " + MOST_IMAGES + " images");
            }
            Manifest content = repository
                    .manifest(child.digest())
                    .orElseThrow(() -> missing("the manifest " + child.digest() + " that its index names"));
            if (!ImageKind.isAttestation(child, content)) {
                collect(content, child.platform().or(() -> platform), depth + 1);
            }
        }
    }

    private ImageConfig config(PlatformImage image) throws RegistryException {
        Descriptor descriptor = image.manifest().config().orElseThrow();
        byte[] bytes = repository
                .blob(descriptor.digest(), LARGEST)
                .orElseThrow(() -> missing("its configuration " + descriptor.digest()));
        JsonNode json;
        try {
            json = StrictJson.parse(bytes);
        } catch (StrictJson.InvalidJsonException e) {
            throw invalid("its configuration is no valid JSON: " + e.getMessage());
        }
        if (!json.isObject()) {
            throw invalid("its configuration is no JSON object");
        }
        Platform platform = image.platform()
                .orElseGet(() -> new Platform(
                        json.path("os").asText(""),
                        json.path("architecture").asText(""),
                        json.path("variant").asText("")));
        return new ImageConfig(platform, image.manifest().digest(), descriptor.digest(), bytes, json);
    }

    private RegistryException noImage(Manifest manifest) {
        return new RegistryException(
                ReasonCode.UNSUPPORTED,
                what + " is no container image but " + ImageKind.describe(manifest)
                        + ", so it has no image configuration",
                "Name a container image, or judge this artefact by its signatures alone");
    }

    private RegistryException missing(String part) {
        return invalid(repository.description() + " does not have " + part);
    }

    private RegistryException invalid(String why) {
        return new RegistryException(
                ReasonCode.CONTENT_INVALID,
                "Could not read the image " + what + " because " + why,
                "Push the whole image again");
    }
}
