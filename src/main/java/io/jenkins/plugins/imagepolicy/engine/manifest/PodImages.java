package io.jenkins.plugins.imagepolicy.engine.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.ArrayList;
import java.util.List;

/** Collects the images of one pod's spec. What is not as Kubernetes wants it is an error, lest an image be overlooked. */
final class PodImages {
    private final Document document;
    private final JsonPointer at;
    private final JsonNode resource;
    private final JsonPointer podSpec;
    private final List<ImageUse> images = new ArrayList<>();
    private final List<Diagnostic> diagnostics;

    /** @param at the resource within the document */
    PodImages(Document document, JsonPointer at, JsonNode resource, JsonPointer podSpec, List<Diagnostic> diagnostics) {
        this.document = document;
        this.at = at;
        this.resource = resource;
        this.podSpec = podSpec;
        this.diagnostics = diagnostics;
    }

    List<ImageUse> collect() {
        JsonNode spec = resource.at(podSpec);
        if (!spec.isObject()) {
            error(
                    podSpec,
                    "The " + resource.path("kind").asText() + " has no " + path(podSpec),
                    "Write the pod's spec there, or leave the resource out");
            return images;
        }
        containers(spec, "initContainers", ContainerRole.INIT_CONTAINER);
        containers(spec, "containers", ContainerRole.CONTAINER);
        containers(spec, "ephemeralContainers", ContainerRole.EPHEMERAL_CONTAINER);
        volumes(spec);
        return images;
    }

    private void containers(JsonNode spec, String list, ContainerRole role) {
        JsonPointer here = podSpec.appendProperty(list);
        for (int i = 0; i < items(spec.path(list), here); i++) {
            JsonNode container = spec.path(list).path(i);
            JsonPointer item = here.appendIndex(i);
            if (!container.isObject()) {
                error(item, path(item) + " is no mapping", "Write a container");
                continue;
            }
            JsonPointer image = item.appendProperty("image");
            JsonNode value = container.path("image");
            if (!value.isTextual() || value.textValue().isEmpty()) {
                String what =
                        value.isMissingNode() || value.isNull() ? "names no image" : "has an image that is no text";
                error(image, path(item) + " " + what, "Write image: registry/repository@sha256:…");
                continue;
            }
            use(value, role, container, image);
        }
    }

    private void volumes(JsonNode spec) {
        JsonPointer here = podSpec.appendProperty("volumes");
        for (int i = 0; i < items(spec.path("volumes"), here); i++) {
            JsonNode volume = spec.path("volumes").path(i);
            JsonNode reference = volume.path("image").path("reference");
            JsonPointer pointer = here.appendIndex(i).appendProperty("image").appendProperty("reference");
            if (reference.isTextual() && !reference.textValue().isEmpty()) {
                use(reference, ContainerRole.VOLUME, volume, pointer);
            } else if (!reference.isMissingNode() && !reference.isNull() && !reference.isTextual()) {
                error(pointer, path(pointer) + " is no text", "Write reference: registry/repository@sha256:…");
            }
        }
    }

    private int items(JsonNode list, JsonPointer here) {
        if (list.isMissingNode() || list.isNull()) {
            return 0;
        }
        if (!list.isArray()) {
            error(here, path(here) + " is no list", "Write a list");
            return 0;
        }
        return list.size();
    }

    private void use(JsonNode image, ContainerRole role, JsonNode owner, JsonPointer pointer) {
        Position position = document.at(at.append(pointer));
        images.add(new ImageUse(
                image.textValue(),
                role,
                owner.path("name").asText(),
                pointer,
                path(pointer),
                position.line(),
                position.column()));
    }

    private void error(JsonPointer pointer, String message, String remedy) {
        diagnostics.add(document.error(ReasonCode.INPUT_INVALID, at.append(pointer), message, remedy));
    }

    /** {@code /spec/containers/0/image} as {@code spec.containers[0].image}. */
    private static String path(JsonPointer pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            if (rest.mayMatchElement()) {
                path.append('[').append(rest.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
            }
        }
        return path.toString();
    }
}
