package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository that holds one image made from configurations, with true digests; none or several make an index. */
final class FixtureImage implements Repository {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OCI = "application/vnd.oci.image.";

    private final RepositoryName name;
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final Map<Digest, Manifest> manifests = new HashMap<>();
    private final Manifest root;

    FixtureImage(RepositoryName name, List<JsonNode> configs) throws RegistryException {
        this.name = name;
        if (configs.size() == 1) {
            this.root = image(configs.get(0));
            return;
        }
        ObjectNode index = JSON.objectNode().put("schemaVersion", 2).put("mediaType", OCI + "index.v1+json");
        index.putArray("manifests");
        for (JsonNode config : configs) {
            Manifest child = image(config);
            descriptor(index.withArray("manifests").addObject(), child.mediaType(), child.bytes())
                    .set("platform", platform(config));
        }
        this.root = add(index);
    }

    /** The image, or the index of several. */
    Manifest root() {
        return root;
    }

    private Manifest image(JsonNode config) throws RegistryException {
        ObjectNode whole = JSON.objectNode().put("architecture", "amd64").put("os", "linux");
        whole.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        config.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        byte[] bytes = whole.toString().getBytes(StandardCharsets.UTF_8);
        blobs.put(Digest.of(bytes), bytes);
        ObjectNode manifest = JSON.objectNode().put("schemaVersion", 2).put("mediaType", OCI + "manifest.v1+json");
        descriptor(manifest.putObject("config"), OCI + "config.v1+json", bytes);
        manifest.putArray("layers");
        return add(manifest);
    }

    private static ObjectNode platform(JsonNode config) {
        ObjectNode platform = JSON.objectNode();
        platform.put("architecture", config.path("architecture").asText("amd64"));
        platform.put("os", config.path("os").asText("linux"));
        if (config.has("variant")) {
            platform.put("variant", config.path("variant").asText());
        }
        return platform;
    }

    private static ObjectNode descriptor(ObjectNode into, String mediaType, byte[] bytes) {
        return into.put("mediaType", mediaType)
                .put("digest", Digest.of(bytes).toString())
                .put("size", bytes.length);
    }

    private Manifest add(ObjectNode json) throws RegistryException {
        Manifest manifest =
                Manifests.read(json.toString().getBytes(StandardCharsets.UTF_8), Optional.empty(), "the fixture");
        manifests.put(manifest.digest(), manifest);
        return manifest;
    }

    @Override
    public RepositoryName name() {
        return name;
    }

    @Override
    public String description() {
        return "fixture " + name;
    }

    @Override
    public Optional<Manifest> manifest(String tag) {
        return tag.startsWith("sha256-") ? Optional.empty() : Optional.of(root);
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) {
        return Optional.ofNullable(manifests.get(digest));
    }

    @Override
    public Optional<byte[]> blob(Digest digest, long limit) {
        return Optional.ofNullable(blobs.get(digest)).map(byte[]::clone);
    }

    @Override
    public Referrers referrers(Digest subject) {
        return Referrers.UNSUPPORTED;
    }
}
