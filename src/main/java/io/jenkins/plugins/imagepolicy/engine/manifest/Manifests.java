package io.jenkins.plugins.imagepolicy.engine.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rendered Kubernetes YAML: several documents, Lists of any depth, and every kind that carries a pod. */
public final class Manifests {
    /** Lint: a resource of a kind unknown here carries containers, whose images are not judged. */
    public static final String KIND_NOT_COVERED = "kind-not-covered";

    private final String defaultNamespace;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<ManifestSet.Payload> payloads = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Manifests(String defaultNamespace) {
        this.defaultNamespace = defaultNamespace;
    }

    /**
     * All resources of a file. Faults are diagnostics of severity error; the other resources are there nevertheless.
     *
     * @param defaultNamespace of resources that name none; may be empty
     */
    public static ManifestSet read(SourceText source, String defaultNamespace) {
        Manifests manifests = new Manifests(defaultNamespace);
        try {
            for (Document document : Documents.read(source)) {
                manifests.resource(document, JsonPointer.empty(), document.content(), "", "");
            }
        } catch (DocumentException e) {
            manifests.diagnostics.add(e.diagnostic());
        }
        return new ManifestSet(manifests.workloads, manifests.payloads, manifests.diagnostics);
    }

    /** @param listVersion apiVersion that the items of a typed List take when they name none, as the API server writes them */
    private void resource(Document document, JsonPointer at, JsonNode resource, String listVersion, String listKind) {
        if (!resource.isObject()) {
            error(document, at, "A resource is no mapping", "Write apiVersion, kind, metadata and spec");
            return;
        }
        String apiVersion = text(resource, "apiVersion", listVersion);
        String kind = text(resource, "kind", listKind);
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            error(
                    document,
                    at,
                    "A resource has no " + (kind.isEmpty() ? "kind" : "apiVersion"),
                    "Write it, or leave out the file that holds no Kubernetes resources");
            if (!resource.has("apiVersion") && !resource.has("kind") && at.equals(JsonPointer.empty())) {
                payloads.add(
                        new ManifestSet.Payload(payload(document, resource), diagnostics.get(diagnostics.size() - 1)));
            }
            return;
        }
        if (kind.endsWith("List") && resource.has("items")) {
            items(document, at, resource, apiVersion, kind);
            return;
        }
        JsonNode typed = typed(resource, apiVersion, kind);
        Optional<JsonPointer> podSpec = PodKinds.podSpec(apiVersion, kind);
        List<ImageUse> images = podSpec.isPresent()
                ? new PodImages(document, at, typed, podSpec.get(), diagnostics).collect()
                : List.of();
        if (podSpec.isEmpty()) {
            UncoveredContainers.find(resource)
                    .ifPresent(pointer -> diagnostics.add(document.note(
                            KIND_NOT_COVERED,
                            at.append(pointer),
                            apiVersion + " " + kind + " carries containers, but the gate does not know this kind",
                            "Give its images with --image, or use a Kyverno policy with imageExtractors")));
        }
        JsonNode metadata = resource.path("metadata");
        String written = metadata.path("namespace").asText();
        workloads.add(new Workload(
                document,
                at,
                typed,
                apiVersion,
                kind,
                text(metadata, "name", metadata.path("generateName").asText()),
                written.isEmpty() ? defaultNamespace : written,
                !written.isEmpty(),
                podSpec,
                images));
    }

    private Workload payload(Document document, JsonNode content) {
        return new Workload(
                document,
                JsonPointer.empty(),
                content,
                "",
                "",
                "",
                defaultNamespace,
                false,
                Optional.empty(),
                List.of());
    }

    private void items(Document document, JsonPointer at, JsonNode list, String apiVersion, String kind) {
        JsonNode items = list.get("items");
        JsonPointer here = at.appendProperty("items");
        if (items.isNull()) {
            return;
        }
        if (!items.isArray()) {
            error(document, here, "The items of a " + kind + " are no list", "Write a list of resources");
            return;
        }
        boolean typed = !kind.equals("List");
        String itemKind = typed ? kind.substring(0, kind.length() - "List".length()) : "";
        for (int i = 0; i < items.size(); i++) {
            resource(document, here.appendIndex(i), items.get(i), typed ? apiVersion : "", itemKind);
        }
    }

    /** Items of a typed List carry their type only in the List; policies see it in each. */
    private static JsonNode typed(JsonNode resource, String apiVersion, String kind) {
        if (resource.path("kind").isTextual() && resource.path("apiVersion").isTextual()) {
            return resource;
        }
        ObjectNode typed = ((ObjectNode) resource).objectNode();
        typed.put("apiVersion", apiVersion).put("kind", kind);
        resource.properties().forEach(field -> {
            if (!typed.has(field.getKey())) {
                typed.set(field.getKey(), field.getValue());
            }
        });
        return typed;
    }

    private static String text(JsonNode node, String field, String otherwise) {
        JsonNode value = node.path(field);
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : otherwise;
    }

    private void error(Document document, JsonPointer pointer, String message, String remedy) {
        diagnostics.add(document.error(ReasonCode.INPUT_INVALID, pointer, message, remedy));
    }
}
