package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageConfig;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageConfigs;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageConfigs.PlatformImage;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageResolver;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Resolution;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.util.List;
import java.util.Optional;

/**
 * What policies may know of an image: its manifest and configuration. Of an index it is the image for linux/amd64, as in
 * Kyverno.
 */
public final class ImageData {
    public static final String PLATFORM = "linux/amd64";

    private final Judging judging;

    public ImageData(Judging judging) {
        this.judging = judging;
    }

    /** The image behind a reference. */
    public ObjectNode read(String text) throws VariableException {
        try {
            ImageReference reference = ImageReference.parse(text);
            Resolution resolution = ImageResolver.resolve(reference, judging.registries());
            if (resolution instanceof Resolution.Found found) {
                return read(found.image());
            }
            throw new VariableException(ReasonCode.TAG_NOT_FOUND, ((Resolution.NotFound) resolution).message());
        } catch (InvalidReferenceException e) {
            throw new VariableException(ReasonCode.INPUT_INVALID, e.getMessage());
        } catch (RegistryException e) {
            throw new VariableException(e.code(), e.getMessage());
        }
    }

    public ObjectNode read(ResolvedImage image) throws RegistryException, VariableException {
        ImageReference reference = image.reference();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("image", reference.written());
        data.put("resolvedImage", image.canonical());
        data.put("registry", reference.repository().registry());
        data.put("repository", reference.repository().path());
        String digest = reference.digest().map(Object::toString).orElse("");
        String tag = reference.tag().orElse("");
        data.put("identifier", digest.isEmpty() ? tag : digest);
        data.put("tag", tag);
        data.put("digest", image.digest().toString());
        if (image.manifest().isIndex()) {
            data.set("manifestList", image.manifest().json());
            data.set("imageIndex", image.manifest().json());
        }
        PlatformImage chosen = choose(ImageConfigs.images(image), reference.written());
        JsonNode config = config(image, chosen);
        data.set("manifest", chosen.manifest().json());
        data.set("configData", config);
        data.set("config", config);
        return data;
    }

    /** Why there is no image data: an index that says platforms, and the one that Kyverno reads is not among them. */
    public static Optional<String> missingPlatform(ResolvedImage image) throws RegistryException {
        if (!image.manifest().isIndex()) {
            return Optional.empty();
        }
        boolean there = false;
        for (JsonNode child : image.manifest().json().path("manifests")) {
            String platform = child.at("/platform/os").asText() + "/"
                    + child.at("/platform/architecture").asText();
            there |= platform.equals(PLATFORM) || !child.path("platform").isObject();
        }
        return there
                ? Optional.empty()
                : Optional.of(noPlatform(image.reference().written()));
    }

    private static String noPlatform(String what) {
        return "no child with platform " + PLATFORM + " in the index of " + what;
    }

    private static PlatformImage choose(List<PlatformImage> images, String what) throws VariableException {
        if (images.size() == 1 && images.get(0).platform().isEmpty()) {
            return images.get(0);
        }
        return images.stream()
                .filter(image -> image.platform()
                        .filter(p -> (p.os() + "/" + p.architecture()).equals(PLATFORM))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new VariableException(ReasonCode.UNSUPPORTED, noPlatform(what)));
    }

    private static JsonNode config(ResolvedImage image, PlatformImage chosen)
            throws RegistryException, VariableException {
        for (ImageConfig config : ImageConfigs.read(image)) {
            if (config.manifest().equals(chosen.manifest().digest())) {
                return config.json();
            }
        }
        throw new VariableException(ReasonCode.CONTENT_INVALID, "the image has no configuration");
    }
}
