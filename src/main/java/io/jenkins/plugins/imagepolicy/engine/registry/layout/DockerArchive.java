package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageConfigs;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.MediaTypes;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code docker save} writes. It holds no manifest, so one is made of it, with its uncompressed layers, as skopeo does. Its
 * digest is not the one that the image will have in a registry, so no signature can be found for it; its configuration can be judged.
 */
final class DockerArchive implements Layout {
    static final String LIST = "manifest.json";

    private final LayoutFiles files;
    private final RepositoryName name;
    private final List<Entry> entries;

    private DockerArchive(LayoutFiles files, RepositoryName name, List<Entry> entries) {
        this.files = files;
        this.name = name;
        this.entries = entries;
    }

    private record Entry(List<String> tags, byte[] config, Manifest manifest) {}

    static DockerArchive open(LayoutFiles files, Path path) throws RegistryException {
        JsonNode list = parse(files, LIST, Manifests.LARGEST);
        List<Entry> entries = new ArrayList<>();
        if (!list.isArray() || list.isEmpty()) {
            throw files.invalid(LIST + " lists no image");
        }
        for (JsonNode item : list) {
            entries.add(entry(files, item));
        }
        return new DockerArchive(files, LayoutNames.ofPath(path), entries);
    }

    private static Entry entry(LayoutFiles files, JsonNode item) throws RegistryException {
        String configName = item.path("Config").asText("");
        byte[] config = files.read(configName, ImageConfigs.LARGEST)
                .orElseThrow(() -> files.invalid("the configuration '" + Printable.line(configName) + "' is missing"));
        Digest digest = Digest.of(config);
        String hex = configName.replaceFirst(".*/", "").replaceFirst("\\.json$", "");
        if (hex.matches("[0-9a-f]{64}") && !hex.equals(digest.hex())) {
            throw files.invalid("the configuration " + configName + " has the digest " + digest);
        }
        JsonNode diffIds =
                parse(files, configName, ImageConfigs.LARGEST).path("rootfs").path("diff_ids");
        JsonNode layers = item.path("Layers");
        if (!layers.isArray() || diffIds.size() != layers.size()) {
            throw files.invalid("an image does not have the layers that its configuration names");
        }
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.DOCKER_MANIFEST);
        descriptor(manifest.putObject("config"), MediaTypes.DOCKER_CONFIG, config.length, digest.toString());
        manifest.putArray("layers");
        for (int i = 0; i < layers.size(); i++) {
            String layer = layers.get(i).asText("");
            long size = files.size(layer)
                    .orElseThrow(() -> files.invalid("the layer '" + Printable.line(layer) + "' is missing"));
            String diffId = diffIds.get(i).asText("");
            if (Digest.parse(diffId).isEmpty()) {
                throw files.invalid("its configuration names a layer without a SHA-256 digest");
            }
            descriptor(manifest.withArray("layers").addObject(), MediaTypes.DOCKER_LAYER, Math.max(0, size), diffId);
        }
        List<String> tags = new ArrayList<>();
        item.path("RepoTags").forEach(tag -> tags.add(tag.asText("")));
        byte[] bytes = manifest.toString().getBytes(StandardCharsets.UTF_8);
        return new Entry(
                List.copyOf(tags),
                config,
                Manifests.read(bytes, Optional.empty(), "manifest of an image of " + files.place()));
    }

    private static void descriptor(ObjectNode node, String mediaType, long size, String digest) {
        node.put("mediaType", mediaType).put("size", size).put("digest", digest);
    }

    private static JsonNode parse(LayoutFiles files, String file, long limit) throws RegistryException {
        byte[] content = files.read(file, limit).orElseThrow(() -> files.invalid("it has no " + Printable.line(file)));
        try {
            return StrictJson.parse(content);
        } catch (StrictJson.InvalidJsonException e) {
            throw files.invalid(Printable.line(file) + " is no valid JSON: " + e.getMessage());
        }
    }

    /** Refuses a file that is one image to a reader of {@code manifest.json} and another to a reader of {@code index.json}. */
    void agreeWith(OciLayout layout) throws RegistryException {
        List<Digest> configs = layout.configs();
        for (Entry entry : entries) {
            if (!configs.contains(Digest.of(entry.config()))) {
                throw files.invalid(LIST + " and index.json name different images");
            }
        }
    }

    @Override
    public RepositoryName name() {
        return name;
    }

    @Override
    public String description() {
        return "docker archive " + files.place();
    }

    @Override
    public Optional<Manifest> manifest(String tag) throws RegistryException {
        Optional<Manifest> found = Optional.empty();
        for (Entry entry : entries) {
            if (entry.tags().stream().map(LayoutNames::tag).anyMatch(tag::equals)) {
                if (found.isPresent()
                        && !found.get().digest().equals(entry.manifest().digest())) {
                    throw files.invalid("two different images have the tag " + tag);
                }
                found = Optional.of(entry.manifest());
            }
        }
        return found;
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) {
        return entries.stream()
                .map(Entry::manifest)
                .filter(manifest -> manifest.digest().equals(digest))
                .findFirst();
    }

    @Override
    public Optional<byte[]> blob(Digest digest, long limit) throws RegistryException {
        for (Entry entry : entries) {
            if (Digest.of(entry.config()).equals(digest)) {
                if (entry.config().length > limit) {
                    throw files.tooLarge("the configuration " + digest, limit);
                }
                return Optional.of(entry.config());
            }
        }
        return Optional.empty();
    }

    @Override
    public Referrers referrers(Digest subject) {
        return Referrers.UNSUPPORTED;
    }

    @Override
    public List<ResolvedImage> images() throws RegistryException {
        List<ResolvedImage> images = new ArrayList<>();
        for (Entry entry : entries) {
            List<Optional<String>> names = new ArrayList<>();
            entry.tags().forEach(tag -> names.add(Optional.of(tag)));
            if (names.isEmpty()) {
                names.add(Optional.empty());
            }
            for (Optional<String> tag : names) {
                images.add(new ResolvedImage(
                        LayoutNames.reference(
                                files.place(), name, tag, entry.manifest().digest()),
                        this,
                        entry.manifest()));
            }
        }
        if (images.isEmpty()) {
            throw files.fault(ReasonCode.INPUT_INVALID, "it holds no image", "Save an image into it");
        }
        return images;
    }
}
