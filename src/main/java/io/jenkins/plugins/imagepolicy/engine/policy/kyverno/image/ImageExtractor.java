package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.Functions;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPath;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One way through a resource to its images.
 *
 * @param path segments; {@code *} stands for every element or value
 * @param value field that holds the image
 * @param name group under which policies see the images
 * @param key field that names the image, or empty for its JSON pointer
 * @param jmesPath transforms the text, or empty
 */
public record ImageExtractor(List<String> path, String value, String name, String key, String jmesPath) {
    private static final String CUSTOM = "custom";

    public ImageExtractor {
        path = List.copyOf(path);
    }

    /** An item of {@code imageExtractors}; without {@code value} the last segment of the path is it. */
    public static ImageExtractor of(JsonNode item) {
        List<String> path =
                new ArrayList<>(Arrays.stream(item.path("path").asText().split("/"))
                        .filter(segment -> !segment.isBlank())
                        .toList());
        String value = item.path("value").asText();
        if (value.isEmpty() && !path.isEmpty()) {
            value = path.remove(path.size() - 1);
        }
        String name = item.path("name").asText();
        return new ImageExtractor(
                path,
                value,
                name.isEmpty() ? CUSTOM : name,
                item.path("key").asText(),
                item.path("jmesPath").asText());
    }

    static ImageExtractor ofContainers(List<String> podSpec, String list) {
        List<String> path = new ArrayList<>(podSpec);
        path.add(list);
        path.add("*");
        return new ImageExtractor(path, "image", list, "name", "");
    }

    List<ExtractedImage> extract(JsonNode resource, Functions functions, Instant now) throws ExtractionException {
        List<ExtractedImage> images = new ArrayList<>();
        walk(resource, 0, JsonPointer.empty(), List.of(), images, functions, now);
        return images;
    }

    private void walk(
            JsonNode node,
            int depth,
            JsonPointer here,
            List<String> secrets,
            List<ExtractedImage> images,
            Functions functions,
            Instant now)
            throws ExtractionException {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return;
        }
        List<String> known = withSecrets(node, secrets);
        if (depth < path.size() && path.get(depth).equals("*")) {
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    walk(node.get(i), depth + 1, here.appendIndex(i), known, images, functions, now);
                }
            } else if (node.isObject()) {
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    JsonPointer child = here.appendProperty(field.getKey());
                    walk(field.getValue(), depth + 1, child, known, images, functions, now);
                }
            } else {
                throw new ExtractionException("invalid type at " + here);
            }
            return;
        }
        if (!node.isObject()) {
            throw new ExtractionException(
                    "invalid image config at " + (here.toString().isEmpty() ? "/" : here));
        }
        if (depth < path.size()) {
            String segment = path.get(depth);
            walk(node.get(segment), depth + 1, here.appendProperty(segment), known, images, functions, now);
            return;
        }
        image(node, here, known, images, functions, now);
    }

    private static List<String> withSecrets(JsonNode node, List<String> secrets) {
        JsonNode here = node.path("imagePullSecrets");
        if (!here.isArray()) {
            return secrets;
        }
        List<String> all = new ArrayList<>(secrets);
        here.forEach(secret -> all.add(secret.path("name").asText()));
        return all;
    }

    private void image(
            JsonNode holder,
            JsonPointer here,
            List<String> secrets,
            List<ExtractedImage> images,
            Functions functions,
            Instant now)
            throws ExtractionException {
        JsonPointer pointer = here.appendProperty(value);
        String imageKey = pointer.toString();
        if (!key.isEmpty()) {
            if (!holder.path(key).isTextual()) {
                throw new ExtractionException("invalid key at " + here.appendProperty(key));
            }
            imageKey = holder.path(key).textValue();
        }
        if (!holder.path(value).isTextual() || holder.path(value).textValue().isBlank()) {
            return;
        }
        String text = holder.path(value).textValue();
        try {
            if (!jmesPath.isEmpty()) {
                JsonNode transformed = JmesPath.compile(jmesPath, functions).search(TextNode.valueOf(text), now);
                if (!transformed.isTextual()) {
                    throw new ExtractionException("jmespath " + jmesPath + " must produce a string at " + pointer);
                }
                text = transformed.textValue();
            }
            images.add(new ExtractedImage(name, imageKey, KyvernoImage.parse(text), pointer, secrets));
        } catch (InvalidReferenceException | JmesPathException e) {
            throw new ExtractionException("invalid image at " + pointer + ": " + e.getMessage());
        }
    }
}
