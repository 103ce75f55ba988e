package io.jenkins.plugins.imagepolicy.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads manifests and indexes from their bytes. A document that one reader could take for an image and another for an index is
 * refused (OCI image-spec manifest.md, guidance for implementations; CVE-2021-41190).
 */
public final class Manifests {
    /** Most bytes of a manifest or index (OCI distribution-spec: registries accept at least 4 MiB). */
    public static final int LARGEST = 4 * 1024 * 1024;

    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";
    private static final String FIX = "Push the image again with a current tool, and ask who changed it";

    private Manifests() {}

    /**
     * @param contentType media type that the registry or descriptor claims; empty when there is none
     * @param what for messages: {@code manifest app:1.0 of registry.example/app}
     */
    public static Manifest read(byte[] bytes, Optional<String> contentType, String what) throws RegistryException {
        JsonNode json = parse(bytes, what);
        if (!json.isObject()) {
            throw invalid(what, "it is no JSON object");
        }
        String mediaType = mediaType(json, contentType, what);
        boolean index = MediaTypes.isIndex(mediaType);
        Optional<Descriptor> config = index ? Optional.empty() : optional(json, "config", what);
        if (!index && config.isEmpty()) {
            throw invalid(what, "it has no 'config'");
        }
        return new Manifest(
                mediaType,
                Digest.of(bytes),
                bytes,
                json,
                config,
                index ? List.of() : descriptors(json, "layers", what),
                index ? descriptors(json, "manifests", what) : List.of(),
                optional(json, "subject", what),
                text(json, "artifactType", what));
    }

    /** Reads the descriptors of an index, as the referrers API answers it. */
    public static List<Descriptor> readReferrers(byte[] bytes, String what) throws RegistryException {
        JsonNode json = parse(bytes, what);
        Optional<String> mediaType = text(json, "mediaType", what);
        if (!json.path("manifests").isArray()
                || json.has("layers")
                || json.has("config")
                || !mediaType.map(MediaTypes::isIndex).orElse(true)) {
            throw invalid(what, "it is no image index");
        }
        return descriptors(json, "manifests", what);
    }

    private static JsonNode parse(byte[] bytes, String what) throws RegistryException {
        if (bytes.length > LARGEST) {
            throw invalid(what, "it has more than " + LARGEST + " bytes");
        }
        try {
            return StrictJson.parse(bytes);
        } catch (StrictJson.InvalidJsonException e) {
            throw invalid(what, "it is no valid JSON: " + e.getMessage());
        }
    }

    private static String mediaType(JsonNode json, Optional<String> contentType, String what) throws RegistryException {
        Optional<String> claimed = contentType.map(Manifests::withoutParameters);
        Optional<String> own = text(json, "mediaType", what);
        refuseSchema1(json, own.or(() -> claimed), what);
        if (json.has("manifests") && (json.has("layers") || json.has("config"))) {
            throw invalid(what, "it is an image and an index at once, so readers would differ about it");
        }
        String structure = json.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
        String mediaType =
                own.orElseGet(() -> claimed.filter(MediaTypes::isManifest).orElse(structure));
        if (!MediaTypes.isManifest(mediaType)) {
            throw new RegistryException(
                    ReasonCode.UNSUPPORTED,
                    "Could not use " + what + " because its media type is '" + Printable.line(mediaType) + "'",
                    "Name an OCI or Docker image manifest or index");
        }
        if (MediaTypes.isIndex(mediaType) != json.has("manifests")) {
            throw invalid(what, "its content is not of its media type " + mediaType);
        }
        if (claimed.filter(MediaTypes::isManifest)
                .filter(c -> !c.equals(mediaType))
                .isPresent()) {
            throw invalid(what, "it was delivered as " + claimed.get() + " but calls itself " + mediaType);
        }
        return mediaType;
    }

    private static void refuseSchema1(JsonNode json, Optional<String> mediaType, String what) throws RegistryException {
        JsonNode version = json.path("schemaVersion");
        if (mediaType.filter(type -> type.startsWith(SCHEMA_1)).isPresent()
                || version.isIntegralNumber() && version.asInt() == 1) {
            throw new RegistryException(
                    ReasonCode.UNSUPPORTED,
                    "Could not use " + what
                            + " because it is a Docker schema 1 manifest, which has no trustworthy digest",
                    "Push the image again with a current tool, which writes schema 2 or OCI manifests");
        }
        if (!version.isIntegralNumber() || version.asInt() != 2) {
            throw invalid(what, "its 'schemaVersion' is not 2");
        }
    }

    private static String withoutParameters(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
    }

    private static List<Descriptor> descriptors(JsonNode json, String field, String what) throws RegistryException {
        JsonNode array = json.path(field);
        if (array.isMissingNode() || array.isNull()) {
            return List.of();
        }
        if (!array.isArray()) {
            throw invalid(what, "'" + field + "' is no list");
        }
        List<Descriptor> descriptors = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            descriptors.add(descriptor(item, field, what));
        }
        return descriptors;
    }

    private static Optional<Descriptor> optional(JsonNode json, String field, String what) throws RegistryException {
        JsonNode node = json.path(field);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(descriptor(node, field, what));
    }

    private static Descriptor descriptor(JsonNode json, String field, String what) throws RegistryException {
        Optional<Digest> digest = text(json, "digest", what).flatMap(Digest::parse);
        if (digest.isEmpty()) {
            throw invalid(what, "a descriptor of '" + field + "' has no SHA-256 digest");
        }
        JsonNode size = json.path("size");
        if (!size.canConvertToLong() || !size.isIntegralNumber() || size.asLong() < 0) {
            throw invalid(what, "a descriptor of '" + field + "' has no size");
        }
        return new Descriptor(
                text(json, "mediaType", what).orElse(""),
                digest.get(),
                size.asLong(),
                text(json, "artifactType", what),
                platform(json.path("platform"), what),
                annotations(json.path("annotations"), what));
    }

    private static Optional<Platform> platform(JsonNode json, String what) throws RegistryException {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Platform(
                text(json, "os", what).orElse(""),
                text(json, "architecture", what).orElse(""),
                text(json, "variant", what).orElse("")));
    }

    private static Map<String, String> annotations(JsonNode json, String what) throws RegistryException {
        Map<String, String> annotations = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getValue().isTextual()) {
                throw invalid(what, "an annotation is no text");
            }
            annotations.put(entry.getKey(), entry.getValue().textValue());
        }
        return annotations;
    }

    private static Optional<String> text(JsonNode json, String field, String what) throws RegistryException {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw invalid(what, "'" + field + "' is no text");
        }
        return Optional.of(node.textValue()).filter(text -> !text.isEmpty());
    }

    private static RegistryException invalid(String what, String why) {
        return new RegistryException(
                ReasonCode.CONTENT_INVALID, "Could not use " + what + " because " + Printable.line(why), FIX);
    }
}
