package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.Functions;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fields of which kinds hold images: pods and their controllers, and what a rule's {@code imageExtractors} adds. */
public final class ImageExtractors {
    /** JMESPath as Kyverno's rules speak it, {@code image_normalize} included. */
    public static final Functions FUNCTIONS = Functions.kyverno().with("image_normalize", ImageExtractors::normalize);

    private static final List<String> LISTS = List.of("initContainers", "containers", "ephemeralContainers");
    private static final List<String> POD = List.of("spec");
    private static final List<String> TEMPLATE = List.of("spec", "template", "spec");
    private static final List<String> CRON = List.of("spec", "jobTemplate", "spec", "template", "spec");

    private final Map<String, List<ImageExtractor>> byKind;

    private ImageExtractors(Map<String, List<ImageExtractor>> byKind) {
        this.byKind = Map.copyOf(byKind);
    }

    /** @param custom a rule's {@code imageExtractors}, or a missing node; a kind named there loses its built-in fields */
    public static ImageExtractors of(JsonNode custom) {
        Map<String, List<ImageExtractor>> byKind = new HashMap<>();
        byKind.put("Pod", containers(POD));
        for (String kind :
                List.of("DaemonSet", "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "Job")) {
            byKind.put(kind, containers(TEMPLATE));
        }
        byKind.put("CronJob", containers(CRON));
        for (Map.Entry<String, JsonNode> kind : custom.properties()) {
            List<ImageExtractor> extractors = new ArrayList<>();
            kind.getValue().forEach(item -> extractors.add(ImageExtractor.of(item)));
            byKind.put(kind.getKey(), extractors);
        }
        return new ImageExtractors(byKind);
    }

    private static List<ImageExtractor> containers(List<String> podSpec) {
        return LISTS.stream()
                .map(list -> ImageExtractor.ofContainers(podSpec, list))
                .toList();
    }

    private static String normalize(String text) throws JmesPathException {
        try {
            return KyvernoImage.parse(text).reference();
        } catch (InvalidReferenceException e) {
            throw JmesPathException.function("image_normalize", e.getMessage());
        }
    }

    /** All images of {@code resource}, in the order of the extractors and the document. */
    public List<ExtractedImage> extract(JsonNode resource, Instant now) throws ExtractionException {
        List<ExtractedImage> images = new ArrayList<>();
        for (ImageExtractor extractor :
                byKind.getOrDefault(resource.path("kind").asText(), List.of())) {
            images.addAll(extractor.extract(resource, FUNCTIONS, now));
        }
        return images;
    }

    /** The variable {@code images}. */
    public static ObjectNode json(List<ExtractedImage> images) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (ExtractedImage image : images) {
            ObjectNode group =
                    json.has(image.group()) ? (ObjectNode) json.get(image.group()) : json.putObject(image.group());
            group.set(image.key(), image.json());
        }
        return json;
    }
}
