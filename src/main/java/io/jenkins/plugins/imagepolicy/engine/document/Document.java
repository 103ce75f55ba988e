package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;

/** One document of a YAML stream, or one JSON file: its content as JSON, and the position of every key and value. */
public final class Document {
    private final SourceText source;
    private final JsonNode content;
    private final Place place;

    Document(SourceText source, JsonNode content, Place place) {
        this.source = source;
        this.content = content;
        this.place = place;
    }

    public SourceText source() {
        return source;
    }

    /** The resolved content; aliases share nodes, so it is not to be changed. */
    public JsonNode content() {
        return content;
    }

    /** Where the document's first node stands. */
    public Position start() {
        return place.at();
    }

    public String file() {
        return source.file();
    }

    /** Position of the value at {@code pointer}, or of its nearest ancestor that is there. */
    public Position at(JsonPointer pointer) {
        return place.value(pointer);
    }

    public Position at(String pointer) {
        return at(JsonPointer.compile(pointer));
    }

    /** Position of the key that leads to {@code pointer} (for an item of a list: of the item), or of its nearest ancestor. */
    public Position keyAt(JsonPointer pointer) {
        return place.key(pointer);
    }

    public Diagnostic error(ReasonCode code, JsonPointer pointer, String message, String remedy) {
        return source.error(code, keyAt(pointer), message, remedy);
    }

    public Diagnostic warning(String code, JsonPointer pointer, String message, String remedy) {
        return source.warning(code, keyAt(pointer), message, remedy);
    }

    public Diagnostic note(String code, JsonPointer pointer, String message, String remedy) {
        return source.note(code, keyAt(pointer), message, remedy);
    }
}
