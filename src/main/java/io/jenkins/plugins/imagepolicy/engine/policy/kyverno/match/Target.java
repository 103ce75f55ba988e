package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The resource that rules are matched with.
 *
 * @param namespace empty for cluster-scoped resources and where it is not known
 * @param namespaceLabels labels of the namespace; empty when nobody said what they are
 * @param operation {@code CREATE} in a build
 */
public record Target(
        JsonNode resource,
        ResourceKind kind,
        String namespace,
        Optional<Map<String, String>> namespaceLabels,
        String operation,
        Requester requester) {

    /** The object's name, or what the API server would make one of. */
    public String name() {
        String name = resource.at("/metadata/name").asText();
        return name.isEmpty() ? resource.at("/metadata/generateName").asText() : name;
    }

    public Map<String, String> labels() {
        return LabelSelector.texts(resource.at("/metadata/labels"));
    }

    public Map<String, String> annotations() {
        return LabelSelector.texts(resource.at("/metadata/annotations"));
    }
}
