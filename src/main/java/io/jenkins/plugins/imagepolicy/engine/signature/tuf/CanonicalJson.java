package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** The canonical JSON over which TUF metadata is signed (OLPC: sorted keys, no blanks, whole numbers, only {@code \"} and {@code \\} escaped). */
final class CanonicalJson {
    private CanonicalJson() {}

    static byte[] encode(JsonNode json) throws EncodingException {
        StringBuilder text = new StringBuilder();
        write(json, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode json, StringBuilder text) throws EncodingException {
        switch (json.getNodeType()) {
            case OBJECT -> writeObject(json, text);
            case ARRAY -> {
                String comma = "";
                text.append('[');
                for (JsonNode element : json) {
                    text.append(comma);
                    write(element, text);
                    comma = ",";
                }
                text.append(']');
            }
            case STRING -> writeString(json.textValue(), text);
            case BOOLEAN, NULL -> text.append(json.asText());
            case NUMBER -> {
                if (!json.isIntegralNumber()) {
                    throw new EncodingException("TUF metadata has a number that is not whole");
                }
                text.append(json.bigIntegerValue());
            }
            default -> throw new EncodingException("TUF metadata has a value that JSON does not know");
        }
    }

    private static void writeObject(JsonNode json, StringBuilder text) throws EncodingException {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        json.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
        String comma = "";
        text.append('{');
        for (var field : sorted.entrySet()) {
            text.append(comma);
            writeString(field.getKey(), text);
            text.append(':');
            write(field.getValue(), text);
            comma = ",";
        }
        text.append('}');
    }

    private static void writeString(String value, StringBuilder text) {
        text.append('"')
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }
}
