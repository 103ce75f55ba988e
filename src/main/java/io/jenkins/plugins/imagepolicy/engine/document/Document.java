package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.Map;

/**
 * One document of a YAML stream, or one JSON file: its content as JSON, and the position of every key and value.
 *
 * @param content the resolved content; not to be changed
 * @param start where the document's first node stands
 */
public record Document(
        SourceText source,
        JsonNode content,
        Position start,
        Map<JsonPointer, Position> keys,
        Map<JsonPointer, Position> values) {

    /** Position of the value at {@code pointer}, or of its nearest ancestor that is there. */
    public Position at(JsonPointer pointer) {
        return nearest(pointer, values);
    }

    /** Position of the key that leads to {@code pointer} (for an item of a list: of the item), or of its nearest ancestor. */
    public Position keyAt(JsonPointer pointer) {
        Position key = keys.get(pointer);
        return key != null ? key : at(pointer);
    }

    public Position at(String pointer) {
        return at(JsonPointer.compile(pointer));
    }

    public Diagnostic error(ReasonCode code, JsonPointer pointer, String message, String remedy) {
        return source.error(code, keyAt(pointer), message, remedy);
    }

    public Diagnostic warning(String code, JsonPointer pointer, String message, String remedy) {
        return source.warning(code, keyAt(pointer), message, remedy);
    }

    public String file() {
        return source.file();
    }

    private Position nearest(JsonPointer pointer, Map<JsonPointer, Position> positions) {
        for (JsonPointer here = pointer; here != null; here = here.head()) {
            Position position = positions.get(here);
            if (position != null) {
                return position;
            }
        }
        return start;
    }
}
