package io.jenkins.plugins.imagepolicy.cli.demo;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What a {@link LocalRegistry} holds. Content of a manifest is not looked into. */
public final class RegistryStore {
    private final Map<String, Map<Digest, byte[]>> blobs = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Stored>> manifests = new ConcurrentHashMap<>();

    /** A manifest as pushed. */
    public record Stored(Digest digest, String mediaType, byte[] bytes) {}

    public Digest putBlob(String repository, byte[] content) {
        Digest digest = Digest.of(content);
        blobs.computeIfAbsent(repository, name -> new ConcurrentHashMap<>()).put(digest, content);
        return digest;
    }

    public Optional<byte[]> blob(String repository, Digest digest) {
        return Optional.ofNullable(blobs.getOrDefault(repository, Map.of()).get(digest));
    }

    /** A blob of any repository, as for a push that mounts it. */
    Optional<byte[]> blobAnywhere(Digest digest) {
        return blobs.values().stream()
                .map(repository -> repository.get(digest))
                .filter(content -> content != null)
                .findFirst();
    }

    /** @param reference a tag, or the manifest's own digest */
    public Digest putManifest(String repository, String reference, String mediaType, byte[] content) {
        Stored stored = new Stored(Digest.of(content), mediaType, content);
        Map<String, Stored> here = manifests.computeIfAbsent(repository, name -> new ConcurrentSkipListMap<>());
        here.put(stored.digest().toString(), stored);
        here.put(reference, stored);
        return stored.digest();
    }

    public Optional<Stored> manifest(String repository, String reference) {
        return Optional.ofNullable(manifests.getOrDefault(repository, Map.of()).get(reference));
    }

    /** Tags in lexical order. */
    public List<String> tags(String repository) {
        return manifests.getOrDefault(repository, Map.of()).keySet().stream()
                .filter(reference -> !reference.startsWith("sha256:"))
                .toList();
    }

    /** All manifests of a repository, each once. */
    List<Stored> manifests(String repository) {
        return manifests.getOrDefault(repository, Map.of()).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("sha256:"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
