package io.jenkins.plugins.imagepolicy.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that say which images a build made: Jib's metadata ({@code jib-image.json}: image, imageDigest, tags), or a text file
 * with one reference a line, where {@code #} begins a comment.
 */
final class ImageLists {
    private ImageLists() {}

    static List<String> read(SourceText file) throws InputException {
        String text = file.text().strip();
        List<String> images = text.startsWith("{") || text.startsWith("[") ? metadata(file) : lines(text);
        if (images.isEmpty()) {
            throw new InputException(
                    "The file " + file.file() + " names no image",
                    "Write one reference a line, or give Jib's metadata file");
        }
        return images;
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.startsWith("#")
                        ? ""
                        : line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> metadata(SourceText file) throws InputException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file.text());
        } catch (JsonProcessingException e) {
            throw new InputException(
                    "The file " + file.file() + " is malformed JSON at line "
                            + e.getLocation().getLineNr(),
                    "Give the metadata file that Jib wrote");
        }
        List<String> images = new ArrayList<>();
        for (JsonNode one : root.isArray() ? root : List.of(root)) {
            images.add(one.isTextual() ? one.textValue() : jib(file, one));
        }
        return images;
    }

    private static String jib(SourceText file, JsonNode metadata) throws InputException {
        String image = metadata.path("image").asText();
        String digest = metadata.path("imageDigest").asText();
        if (image.isEmpty() || digest.isEmpty()) {
            throw new InputException(
                    "The file " + file.file() + " has no 'image' and 'imageDigest' as Jib's metadata has",
                    "Give the jib-image.json of the build, or a text file with one reference a line");
        }
        int tag = image.lastIndexOf(':');
        String repository = tag > image.lastIndexOf('/') ? image.substring(0, tag) : image;
        return image.contains("@") ? image : repository + "@" + digest;
    }
}
