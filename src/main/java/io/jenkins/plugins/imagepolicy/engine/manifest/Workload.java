package io.jenkins.plugins.imagepolicy.engine.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.List;
import java.util.Optional;

/**
 * One Kubernetes resource of the rendered manifests.
 *
 * @param document where it was read
 * @param at the resource within the document: empty, or an item of a List
 * @param resource the resource as JSON; not to be changed
 * @param namespace as written, else the gate's {@code namespace} option, else empty
 * @param namespaceWritten whether the manifest itself names the namespace
 * @param podSpec where the pod's spec stands within {@code resource}; empty when the kind carries no pod
 * @param images every image of the pod, in the order of the file
 */
public record Workload(
        Document document,
        JsonPointer at,
        JsonNode resource,
        String apiVersion,
        String kind,
        String name,
        String namespace,
        boolean namespaceWritten,
        Optional<JsonPointer> podSpec,
        List<ImageUse> images) {
    public Workload {
        images = List.copyOf(images);
    }

    /** Whether this is plain JSON, which only policies for such payloads judge. */
    public boolean isPayload() {
        return kind.isEmpty();
    }

    /** {@code Deployment argocd/argocd-server}. */
    public String title() {
        if (isPayload()) {
            return "JSON payload";
        }
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
