package io.jenkins.plugins.imagepolicy.engine.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Looks for something like a pod in a resource of a kind that the gate does not know. */
final class UncoveredContainers {
    private static final List<String> LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private UncoveredContainers() {}

    /** Where the first list of containers with an image stands. */
    static Optional<JsonPointer> find(JsonNode node) {
        for (String list : LISTS) {
            for (JsonNode container : node.path(list)) {
                if (container.path("image").isTextual()) {
                    return Optional.of(JsonPointer.empty().appendProperty(list));
                }
            }
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<JsonPointer> found = find(node.get(i));
                if (found.isPresent()) {
                    return Optional.of(JsonPointer.empty().appendIndex(i).append(found.get()));
                }
            }
        }
        for (var field : node.properties()) {
            Optional<JsonPointer> found = find(field.getValue());
            if (found.isPresent()) {
                return Optional.of(
                        JsonPointer.empty().appendProperty(field.getKey()).append(found.get()));
            }
        }
        return Optional.empty();
    }
}
