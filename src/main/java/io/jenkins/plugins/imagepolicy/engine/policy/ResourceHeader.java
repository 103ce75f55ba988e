package io.jenkins.plugins.imagepolicy.engine.policy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What every resource must have: kind, apiVersion and a name (texts of policy-controller pkg/policy/parse.go). */
final class ResourceHeader {
    private static final String SEPARATOR = "\n---\n";
    private static final int LONGEST = 500;

    private ResourceHeader() {}

    static Optional<Diagnostic> problem(Document document) {
        JsonNode content = document.content();
        String index = "[" + index(document) + "]";
        if (!text(content.path("kind"))) {
            String json = sorted(content).toString();
            String shown = json.length() > LONGEST ? json.substring(0, LONGEST) + "…" : json;
            return Optional.of(error(
                    document,
                    "decoding object" + index
                            + ": error unmarshaling JSON: while decoding JSON: Object 'Kind' is missing" + " in '"
                            + shown + "'",
                    "Write the kind of the resource, or leave the file out"));
        }
        if (!text(content.path("apiVersion"))) {
            return Optional.of(error(document, "missing field(s): " + index + ".apiVersion", "Write its apiVersion"));
        }
        if (!text(content.path("metadata").path("name"))) {
            return Optional.of(error(document, "missing field(s): " + index + ".metadata.name", "Give it a name"));
        }
        return Optional.empty();
    }

    private static Diagnostic error(Document document, String message, String remedy) {
        return document.error(ReasonCode.POLICY_INVALID, JsonPointer.empty(), message, remedy);
    }

    private static boolean text(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty();
    }

    /** Number of the piece of the file that the document stands in, empty pieces counted. */
    private static int index(Document document) {
        String text = document.source().text();
        int line = document.start().line();
        int index = 0;
        int at = text.indexOf(SEPARATOR);
        long before = at < 0
                ? 0
                : 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        while (at >= 0 && before < line) {
            index++;
            int next = text.indexOf(SEPARATOR, at + SEPARATOR.length());
            if (next >= 0) {
                before +=
                        text.substring(at, next).chars().filter(c -> c == '\n').count();
            }
            at = next;
        }
        return index;
    }

    /** Keys in the order in which upstream's converter of YAML writes them. */
    private static JsonNode sorted(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        fields.forEach(sorted::set);
        return sorted;
    }
}
