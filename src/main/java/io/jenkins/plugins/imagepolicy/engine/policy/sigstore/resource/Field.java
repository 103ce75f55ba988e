package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value within a resource.
 *
 * @param path as upstream's messages name it, which is not always where the value stands
 * @param pointer where it stands within the document
 */
record Field(JsonNode value, String path, JsonPointer pointer) {
    static Field root(JsonNode resource) {
        return new Field(resource, "", JsonPointer.empty());
    }

    Field get(String name) {
        return get(name, name);
    }

    /** A field whose name in messages is another than in the resource. */
    Field get(String name, String shown) {
        return new Field(value.path(name), path.isEmpty() ? shown : path + "." + shown, pointer.appendProperty(name));
    }

    /** The same value, named otherwise in messages. */
    Field named(String otherPath) {
        return new Field(value, otherPath, pointer);
    }

    /** Null counts as absent, as it does to Go's decoder. */
    boolean present() {
        return !value.isMissingNode() && !value.isNull();
    }

    /** Empty when absent. */
    String text() {
        return value.isTextual() ? value.textValue() : "";
    }

    boolean hasText() {
        return !text().isEmpty();
    }

    boolean isTrue() {
        return value.isBoolean() && value.booleanValue();
    }

    List<Field> items() {
        List<Field> items = new ArrayList<>();
        for (int i = 0; i < (value.isArray() ? value.size() : 0); i++) {
            JsonNode item = value.get(i).isNull() ? MissingNode.getInstance() : value.get(i);
            items.add(new Field(item, path + "[" + i + "]", pointer.appendIndex(i)));
        }
        return items;
    }
}
