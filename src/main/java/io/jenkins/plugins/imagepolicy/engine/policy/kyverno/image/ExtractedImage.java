package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An image found in a resource.
 *
 * @param group {@code containers}, {@code initContainers}, {@code ephemeralContainers} or an extractor's name
 * @param key name of the container, or the extractor's key
 * @param pointer of the text in the resource
 * @param pullSecrets names in {@code imagePullSecrets} of the objects on the way
 */
public record ExtractedImage(
        String group, String key, KyvernoImage image, JsonPointer pointer, List<String> pullSecrets) {
    public ExtractedImage {
        pullSecrets = List.copyOf(pullSecrets);
    }

    /** As it stands in {@code images.<group>.<key>}. */
    public ObjectNode json() {
        ObjectNode json = image.json();
        json.put("jsonPointer", pointer.toString());
        return json;
    }
}
