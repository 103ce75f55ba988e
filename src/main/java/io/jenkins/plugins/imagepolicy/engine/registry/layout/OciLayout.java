package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageKind;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.MediaTypes;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.StrictJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An OCI image layout (image-spec image-layout.md). */
final class OciLayout implements Layout {
    static final String MARK = "oci-layout";
    private static final String INDEX = "index.json";
    private static final String REF_NAME = "org.opencontainers.image.ref.name";
    /** Whole name, written by BuildKit and containerd beside a ref name that is only the tag. */
    private static final String CONTAINERD_NAME = "io.containerd.image.name";

    private static final int DEEPEST = 4;

    private final LayoutFiles files;
    private final RepositoryName name;
    private final Manifest index;

    private OciLayout(LayoutFiles files, RepositoryName name, Manifest index) {
        this.files = files;
        this.name = name;
        this.index = index;
    }

    static OciLayout open(LayoutFiles files, Path path) throws RegistryException {
        byte[] mark = files.read(MARK, Manifests.LARGEST).orElseThrow(() -> files.invalid("it has no " + MARK));
        try {
            JsonNode version = StrictJson.parse(mark).path("imageLayoutVersion");
            if (!version.asText().equals("1.0.0")) {
                throw files.fault(
                        ReasonCode.UNSUPPORTED, "its layout version is not 1.0.0", "Write it with a current tool");
            }
        } catch (StrictJson.InvalidJsonException e) {
            throw files.invalid(MARK + " is no valid JSON: " + e.getMessage());
        }
        byte[] content = files.read(INDEX, Manifests.LARGEST).orElseThrow(() -> files.invalid("it has no " + INDEX));
        Manifest index = Manifests.read(content, Optional.of(MediaTypes.OCI_INDEX), INDEX + " of " + files.place());
        if (!index.isIndex()) {
            throw files.invalid(INDEX + " is no index");
        }
        return new OciLayout(files, LayoutNames.ofPath(path), index);
    }

    @Override
    public RepositoryName name() {
        return name;
    }

    @Override
    public String description() {
        return "layout " + files.place();
    }

    private static Optional<String> refName(Descriptor descriptor) {
        return Optional.ofNullable(descriptor.annotations().get(REF_NAME));
    }

    @Override
    public Optional<Manifest> manifest(String tag) throws RegistryException {
        Optional<Descriptor> found = Optional.empty();
        for (Descriptor descriptor : index.manifests()) {
            if (refName(descriptor).map(LayoutNames::tag).equals(Optional.of(tag))) {
                if (found.isPresent() && !found.get().digest().equals(descriptor.digest())) {
                    throw files.invalid("two different manifests have the tag " + tag);
                }
                found = Optional.of(descriptor);
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = found.get().digest();
        Optional<Manifest> manifest = manifest(digest);
        if (manifest.isEmpty()) {
            throw files.invalid("the manifest " + digest + " of tag " + tag + " is missing");
        }
        return manifest;
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) throws RegistryException {
        Optional<byte[]> content = blob(digest, Manifests.LARGEST);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> mediaType = index.manifests().stream()
                .filter(descriptor -> descriptor.digest().equals(digest))
                .map(Descriptor::mediaType)
                .filter(type -> !type.isEmpty())
                .findFirst();
        return Optional.of(Manifests.read(content.get(), mediaType, "manifest " + digest + " of " + description()));
    }

    @Override
    public Optional<byte[]> blob(Digest digest, long limit) throws RegistryException {
        Optional<byte[]> content = files.read("blobs/sha256/" + digest.hex(), limit);
        if (content.isPresent() && !Digest.of(content.get()).equals(digest)) {
            throw files.invalid("the content of blob " + digest + " has the digest " + Digest.of(content.get()));
        }
        return content;
    }

    /** Manifests of the layout's index that name {@code subject}; when there is none, the fallback tag may. */
    @Override
    public Referrers referrers(Digest subject) throws RegistryException {
        Map<Digest, Descriptor> found = new LinkedHashMap<>();
        for (Descriptor descriptor : index.manifests()) {
            Optional<Manifest> manifest = manifest(descriptor.digest());
            if (manifest.flatMap(Manifest::subject)
                    .filter(s -> s.digest().equals(subject))
                    .isPresent()) {
                found.putIfAbsent(descriptor.digest(), descriptor);
            }
        }
        return found.isEmpty() ? Referrers.UNSUPPORTED : new Referrers(true, List.copyOf(found.values()));
    }

    @Override
    public List<ResolvedImage> images() throws RegistryException {
        Map<String, ResolvedImage> images = new LinkedHashMap<>();
        for (Descriptor descriptor : index.manifests()) {
            Manifest manifest = manifest(descriptor.digest())
                    .orElseThrow(() -> files.invalid("the manifest " + descriptor.digest() + " is missing"));
            if (isImage(manifest, 0)) {
                Optional<String> written = Optional.ofNullable(
                                descriptor.annotations().get(CONTAINERD_NAME))
                        .or(() -> refName(descriptor));
                ResolvedImage image = new ResolvedImage(
                        LayoutNames.reference(files.place(), name, written, manifest.digest()), this, manifest);
                images.putIfAbsent(image.reference().canonical(), image);
            }
        }
        if (images.isEmpty()) {
            throw files.fault(
                    ReasonCode.INPUT_INVALID,
                    "it holds no container image",
                    "Name a layout with an image; artefacts alone cannot be gated");
        }
        return List.copyOf(images.values());
    }

    /** An index counts as image when anything in it does; what is not there is not known to be harmless. */
    private boolean isImage(Manifest manifest, int depth) throws RegistryException {
        if (!manifest.isIndex()) {
            return ImageKind.isImage(manifest);
        }
        if (manifest.manifests().isEmpty() || depth == DEEPEST) {
            return depth == DEEPEST;
        }
        for (Descriptor child : manifest.manifests()) {
            Optional<Manifest> content = manifest(child.digest());
            if (content.isEmpty() ? child.artifactType().isEmpty() : isImage(content.get(), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Digests of the configurations of all images in the layout. */
    List<Digest> configs() throws RegistryException {
        List<Digest> configs = new ArrayList<>();
        for (Descriptor descriptor : index.manifests()) {
            addConfigs(descriptor.digest(), configs, 0);
        }
        return configs;
    }

    private void addConfigs(Digest digest, List<Digest> configs, int depth) throws RegistryException {
        Optional<Manifest> manifest = manifest(digest);
        if (manifest.isEmpty() || depth > DEEPEST) {
            return;
        }
        manifest.get().config().map(Descriptor::digest).ifPresent(configs::add);
        for (Descriptor child : manifest.get().manifests()) {
            addConfigs(child.digest(), configs, depth + 1);
        }
    }
}
