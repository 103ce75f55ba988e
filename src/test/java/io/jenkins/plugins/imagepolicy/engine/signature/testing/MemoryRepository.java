package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A repository in memory, to be filled by tests. */
public final class MemoryRepository implements Repository, ArtefactStore {
    private final RepositoryName name;
    private final Map<String, Digest> tags = new ConcurrentHashMap<>();
    private final Map<Digest, byte[]> content = new ConcurrentHashMap<>();
    private final Map<Digest, List<Descriptor>> referrers = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private boolean referrersApi;
    private Optional<RegistryException> fault = Optional.empty();

    public MemoryRepository() {
        this("registry.example", "app");
    }

    public MemoryRepository(String registry, String path) {
        this.name = new RepositoryName(registry, path);
    }

    /** Everything in an OCI layout; names of the index become tags. */
    public static MemoryRepository ofLayout(Path layout) throws IOException {
        MemoryRepository repository = new MemoryRepository();
        JsonNode index =
                new ObjectMapper().readTree(layout.resolve("index.json").toFile());
        try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                repository.put(Files.readAllBytes(blob));
            }
        }
        for (JsonNode manifest : index.path("manifests")) {
            String tag = manifest.at("/annotations/org.opencontainers.image.ref.name")
                    .asText();
            repository.tag(tag, Digest.parse(manifest.path("digest").asText()).orElseThrow());
        }
        return repository;
    }

    /** Serves the referrers API; without it clients must read the fallback tag. */
    public MemoryRepository withReferrersApi() {
        referrersApi = true;
        return this;
    }

    /** From now on every request fails. */
    public void failWith(ReasonCode code) {
        fault = Optional.of(new RegistryException(code, "The registry is out of order", "Mend it"));
    }

    public Digest put(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        content.put(digest, bytes);
        return digest;
    }

    public Digest put(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    public void tag(String tag, Digest digest) {
        tags.put(tag, digest);
    }

    /** Forgets what a tag named. */
    public void untag(String tag) {
        tags.remove(tag);
    }

    public void remove(Digest digest) {
        content.remove(digest);
    }

    @Override
    public Optional<byte[]> tagged(String tag) {
        return Optional.ofNullable(tags.get(tag)).map(content::get);
    }

    public Optional<byte[]> stored(Digest digest) {
        return Optional.ofNullable(content.get(digest));
    }

    @Override
    public Digest blob(byte[] bytes) {
        return put(bytes);
    }

    /** Stores a manifest; one with a subject becomes a referrer of it, in the API when that is served. */
    @Override
    public Digest manifest(Optional<String> reference, String mediaType, byte[] bytes) {
        Digest digest = put(bytes);
        reference.ifPresent(tag -> tag(tag, digest));
        JsonNode json = Referring.parse(bytes);
        Digest.parse(json.at("/subject/digest").asText())
                .ifPresent(subject -> refer(subject, Referring.descriptor(mediaType, bytes, json)));
        return digest;
    }

    /** Lists a referrer, in the API when that is served, else in the fallback index. */
    public void refer(Digest subject, Descriptor referrer) {
        List<Descriptor> all = referrers.computeIfAbsent(subject, s -> new ArrayList<>());
        all.add(referrer);
        if (!referrersApi) {
            tag("sha256-" + subject.hex(), put(Referring.index(all)));
        }
    }

    /** Pushes everything that is here into another repository. */
    public void copyTo(ArtefactStore other) {
        for (byte[] bytes : content.values()) {
            other.blob(bytes);
            if (new String(bytes, StandardCharsets.UTF_8).startsWith("{\"schemaVersion\"")) {
                other.manifest(Optional.empty(), mediaType(bytes), bytes);
            }
        }
        tags.forEach((tag, digest) -> {
            byte[] bytes = content.get(digest);
            if (bytes != null) {
                other.manifest(Optional.of(tag), mediaType(bytes), bytes);
            }
        });
    }

    private static String mediaType(byte[] manifest) {
        String type = Referring.parse(manifest).path("mediaType").asText();
        return type.isEmpty() ? OCI_MANIFEST : type;
    }

    /** What was asked, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public RepositoryName name() {
        return name;
    }

    @Override
    public String description() {
        return name.toString();
    }

    @Override
    public Optional<Manifest> manifest(String tag) throws RegistryException {
        request("manifest " + tag);
        Digest digest = tags.get(tag);
        return digest == null ? Optional.empty() : parse(digest, "manifest " + tag);
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) throws RegistryException {
        request("manifest " + digest);
        return parse(digest, "manifest " + digest);
    }

    private Optional<Manifest> parse(Digest digest, String what) throws RegistryException {
        byte[] bytes = content.get(digest);
        return bytes == null ? Optional.empty() : Optional.of(Manifests.read(bytes, Optional.empty(), what));
    }

    @Override
    public Optional<byte[]> blob(Digest digest, long limit) throws RegistryException {
        request("blob " + digest);
        byte[] bytes = content.get(digest);
        if (bytes != null && bytes.length > limit) {
            throw new RegistryException(ReasonCode.CONTENT_INVALID, "The blob " + digest + " is too large", "");
        }
        return Optional.ofNullable(bytes);
    }

    @Override
    public Referrers referrers(Digest subject) throws RegistryException {
        request("referrers " + subject);
        return referrersApi ? new Referrers(true, referrers.getOrDefault(subject, List.of())) : Referrers.UNSUPPORTED;
    }

    private void request(String what) throws RegistryException {
        synchronized (requests) {
            requests.add(what);
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
    }
}
