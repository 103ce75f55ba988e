package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.LabelSelector;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.Requester;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.ResourceKind;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.Target;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as admission would see it created: with its namespace written out, {@code default} where nobody names one.
 *
 * <p>An image that was named to the gate directly is judged as a Pod that uses it would be: a Pod {@code image-policy} in the
 * gate's namespace with one container {@code image}, without labels and annotations.
 */
public final class ResourceView {
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";
    private static final JsonPointer DIRECT = JsonPointer.compile("/spec/containers/0/image");

    private final ObjectNode resource;
    private final Target target;
    private final JsonPointer image;

    private ResourceView(ObjectNode resource, Target target, JsonPointer image) {
        this.resource = resource;
        this.target = target;
        this.image = image;
    }

    public static ResourceView of(Candidate candidate, String gateNamespace, Companions companions) {
        if (candidate.use().isPresent()) {
            Candidate.WorkloadUse use = candidate.use().get();
            return of(use.workload(), use.image().pointer(), companions);
        }
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        String namespace = gateNamespace.isEmpty() ? "default" : gateNamespace;
        pod.putObject("metadata").put("name", "image-policy").put("namespace", namespace);
        pod.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "image")
                .put("image", candidate.image().reference().written());
        return new ResourceView(pod, target(pod, "v1", "Pod", namespace, companions), DIRECT);
    }

    /** @param image where the image stands in the workload */
    public static ResourceView of(Workload workload, JsonPointer image, Companions companions) {
        String namespace = workload.namespace().isEmpty() ? "default" : workload.namespace();
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        resource.setAll((ObjectNode) workload.resource());
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        if (resource.path("metadata") instanceof ObjectNode written) {
            metadata.setAll(written);
        }
        metadata.put("namespace", namespace);
        resource.set("metadata", metadata);
        Target target = target(resource, workload.apiVersion(), workload.kind(), namespace, companions);
        return new ResourceView(resource, target, image);
    }

    private static Target target(
            ObjectNode resource, String apiVersion, String kind, String namespace, Companions companions) {
        return new Target(
                resource,
                ResourceKind.of(apiVersion, kind),
                namespace,
                namespaceLabels(namespace, companions),
                "CREATE",
                Requester.NOBODY);
    }

    private static Optional<Map<String, String>> namespaceLabels(String namespace, Companions companions) {
        return namespaceObject(namespace, companions).map(document -> {
            Map<String, String> labels = LabelSelector.texts(document.content().at("/metadata/labels"));
            labels.put(NAMESPACE_LABEL, namespace);
            return labels;
        });
    }

    private static Optional<Document> namespaceObject(String namespace, Companions companions) {
        return companions.ofKind("Namespace").stream()
                .filter(d -> d.content().at("/metadata/name").asText().equals(namespace))
                .findFirst();
    }

    public ObjectNode resource() {
        return resource;
    }

    public Target target() {
        return target;
    }

    /** Where the judged image stands in {@link #resource()}. */
    public JsonPointer image() {
        return image;
    }

    /** The admission request that policies see. */
    public ObjectNode request() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("operation", target.operation());
        request.put("namespace", target.namespace());
        request.put("name", target.name());
        ObjectNode kind = request.putObject("kind");
        kind.put("group", target.kind().group());
        kind.put("version", target.kind().version());
        kind.put("kind", target.kind().kind());
        request.set("object", resource);
        request.set("oldObject", NullNode.instance);
        return request;
    }

    /** The namespace's object where it was given, else null. */
    public static JsonNode namespaceObject(Target target, Companions companions) {
        return namespaceObject(target.namespace(), companions)
                .map(Document::content)
                .orElse(NullNode.instance);
    }
}
