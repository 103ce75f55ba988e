package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.cli.demo.RegistryStore;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One repository into which images, signatures and attestations are pushed. */
public interface ArtefactStore {
    String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    Digest blob(byte[] content);

    /** @param reference tag, or empty to store by digest alone */
    Digest manifest(Optional<String> reference, String mediaType, byte[] content);

    /** The manifest behind a tag. */
    Optional<byte[]> tagged(String tag);

    /** The repository {@code path} of a registry in memory. */
    static ArtefactStore of(RegistryStore store, String path) {
        return new ArtefactStore() {
            @Override
            public Digest blob(byte[] content) {
                return store.putBlob(path, content);
            }

            @Override
            public Digest manifest(Optional<String> reference, String mediaType, byte[] content) {
                Digest digest = store.putManifest(
                        path, reference.orElse(Digest.of(content).toString()), mediaType, content);
                listReferrer(mediaType, content);
                return digest;
            }

            @Override
            public Optional<byte[]> tagged(String tag) {
                return store.manifest(path, tag).map(RegistryStore.Stored::bytes);
            }
        };
    }

    /** Lists a manifest with a subject under the fallback tag, as clients do for a registry without the referrers API. */
    default void listReferrer(String mediaType, byte[] content) {
        JsonNode json = Referring.parse(content);
        Digest.parse(json.at("/subject/digest").asText()).ifPresent(subject -> {
            String tag = "sha256-" + subject.hex();
            List<Descriptor> referrers = new ArrayList<>();
            tagged(tag).ifPresent(index -> Referring.parse(index)
                    .path("manifests")
                    .forEach(one -> referrers.add(Referring.entry(one))));
            referrers.add(Referring.descriptor(mediaType, content, json));
            manifest(Optional.of(tag), OCI_INDEX, Referring.index(referrers).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Pushes a small image and returns its digest. */
    default Digest image(String tag) {
        return image(
                tag,
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":\"65532\",\"Labels\":{\"name\":\""
                        + tag + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
    }

    /** @param config the image's config JSON */
    default Digest image(String tag, String config) {
        byte[] configBytes = config.getBytes(StandardCharsets.UTF_8);
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST
                + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                + blob(configBytes) + "\",\"size\":" + configBytes.length + "},\"layers\":[]}";
        return manifest(Optional.of(tag), OCI_MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    }
}
