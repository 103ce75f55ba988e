package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.List;
import java.util.Optional;

/** The documents given beside the policies that policies refer to: Secret, ConfigMap, TrustRoot, PolicyException and any other. */
public record Companions(List<Document> documents) {
    public Companions {
        documents = List.copyOf(documents);
    }

    /** The first document of this kind and name; an empty namespace takes any. */
    public Optional<Document> find(String kind, String namespace, String name) {
        return ofKind(kind).stream()
                .filter(d -> d.content().at("/metadata/name").asText().equals(name))
                .filter(d -> namespace.isEmpty()
                        || d.content().at("/metadata/namespace").asText().isEmpty()
                        || d.content().at("/metadata/namespace").asText().equals(namespace))
                .findFirst();
    }

    public List<Document> ofKind(String kind) {
        return documents.stream()
                .filter(d -> d.content().path("kind").asText().equals(kind))
                .toList();
    }
}
