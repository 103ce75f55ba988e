package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.manifest.ContainerRole;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.Map;
import java.util.Optional;

/** Texts that expressions gave as images, at the place of the resource where they stand, if they stand there. */
final class FoundImages {
    private FoundImages() {}

    static ImageUse use(Workload workload, String image) {
        JsonPointer pointer = find(workload.resource(), image).orElse(JsonPointer.empty());
        Position position = workload.document().at(workload.at().append(pointer));
        return new ImageUse(
                image, ContainerRole.CONTAINER, "", pointer, Problem.path(pointer), position.line(), position.column());
    }

    private static Optional<JsonPointer> find(JsonNode node, String text) {
        if (node.isTextual()) {
            return node.textValue().equals(text) ? Optional.of(JsonPointer.empty()) : Optional.empty();
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<JsonPointer> inner = find(node.get(i), text);
            if (inner.isPresent()) {
                return Optional.of(JsonPointer.empty().appendIndex(i).append(inner.get()));
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Optional<JsonPointer> inner = find(field.getValue(), text);
            if (inner.isPresent()) {
                return Optional.of(
                        JsonPointer.empty().appendProperty(field.getKey()).append(inner.get()));
            }
        }
        return Optional.empty();
    }
}
