package io.jenkins.plugins.imagepolicy.engine.registry;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.util.List;
import java.util.Optional;

/**
 * Tells container images from the other things that registries hold. Judged by what a runtime would do with the content, never by
 * names, tags or annotations, which an image could wear to be overlooked.
 */
public final class ImageKind {
    private ImageKind() {}

    /** Whether a runtime could run it: the configuration is that of an image, and there is a layer to unpack or none at all. */
    public static boolean isImage(Manifest manifest) {
        if (manifest.isIndex()
                || !MediaTypes.isImageConfig(manifest.config().orElseThrow().mediaType())) {
            return false;
        }
        List<Descriptor> layers = manifest.layers();
        return layers.isEmpty() || layers.stream().map(Descriptor::mediaType).anyMatch(MediaTypes::isLayer);
    }

    /** BuildKit's attestations stand in an index beside the images, as manifests whose layers are in-toto statements. */
    public static boolean isAttestation(Descriptor child, Manifest manifest) {
        Optional<Platform> platform = child.platform();
        return platform.isPresent()
                && platform.get().os().equals("unknown")
                && platform.get().architecture().equals("unknown")
                && !manifest.layers().isEmpty()
                && manifest.layers().stream().map(Descriptor::mediaType).allMatch(MediaTypes.IN_TOTO::equals);
    }

    /** What a manifest that is no image is, for people. */
    public static String describe(Manifest manifest) {
        if (manifest.isIndex()) {
            return "an index without images";
        }
        String config = manifest.config().orElseThrow().mediaType();
        String type = manifest.artifactType()
                .or(() -> manifest.layers().stream().map(Descriptor::mediaType).findFirst())
                .filter(t -> MediaTypes.isImageConfig(config) || config.contains("empty"))
                .orElse(config);
        return known(type) + " (" + Printable.line(type) + ")";
    }

    private static String known(String type) {
        if (type.contains("helm")) {
            return "a Helm chart";
        }
        if (type.contains("simplesigning")) {
            return "a cosign signature";
        }
        if (type.contains("sigstore.bundle")) {
            return "a Sigstore bundle";
        }
        if (type.contains("in-toto") || type.contains("dsse")) {
            return "an attestation";
        }
        if (type.contains("wasm")) {
            return "a WebAssembly module";
        }
        if (type.contains("spdx") || type.contains("cyclonedx")) {
            return "an SBOM";
        }
        return "an artefact of another kind";
    }
}
