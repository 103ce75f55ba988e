package io.jenkins.plugins.imagepolicy.engine.signature.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object whose fields are read by name and type. As in protobuf's JSON mapping a null field counts as absent and a
 * 64-bit integer may be written as text.
 */
public final class JsonObject {
    private final ObjectNode node;
    private final String what;

    JsonObject(ObjectNode node, String what) {
        this.node = node;
        this.what = what;
    }

    public JsonNode node() {
        return node;
    }

    /** Refuses every field that is not among {@code names}. */
    public JsonObject only(String... names) throws EncodingException {
        Set<String> known = Set.of(names);
        for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!known.contains(field)) {
                throw new EncodingException(what + " has the unknown field '" + field + "'");
            }
        }
        return this;
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public String text(String name) throws EncodingException {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    public Optional<String> optionalText(String name) throws EncodingException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new EncodingException(path(name) + " is no text");
        }
        return Optional.of(value.textValue());
    }

    public byte[] base64(String name) throws EncodingException {
        return Base64Text.decode(text(name), path(name));
    }

    public Optional<byte[]> optionalBase64(String name) throws EncodingException {
        return has(name) ? Optional.of(base64(name)) : Optional.empty();
    }

    /** A whole number of 64 bits, 0 when it is absent. */
    public long integer(String name) throws EncodingException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return 0;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isTextual() && value.textValue().matches("-?(0|[1-9][0-9]{0,18})")) {
            try {
                return Long.parseLong(value.textValue());
            } catch (NumberFormatException e) {
                throw new EncodingException(path(name) + " does not fit 64 bits");
            }
        }
        throw new EncodingException(path(name) + " is no whole number of 64 bits");
    }

    public JsonObject object(String name) throws EncodingException {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    public Optional<JsonObject> optionalObject(String name) throws EncodingException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(asObject(value, path(name)));
    }

    /** The objects of a list; an absent list is empty. */
    public List<JsonObject> objects(String name) throws EncodingException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(asObject(element, path(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** The texts of a list; an absent list is empty. */
    public List<String> texts(String name) throws EncodingException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) {
                throw new EncodingException(path(name) + "[" + texts.size() + "] is no text");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private Iterable<JsonNode> array(String name) throws EncodingException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new EncodingException(path(name) + " is no list");
        }
        return value;
    }

    private static JsonObject asObject(JsonNode value, String path) throws EncodingException {
        if (!(value instanceof ObjectNode object)) {
            throw new EncodingException(path + " is no object");
        }
        return new JsonObject(object, path);
    }

    private EncodingException missing(String name) {
        return new EncodingException(what + " lacks '" + name + "'");
    }

    /** Name of the field with those around it. */
    public String path(String name) {
        return what + "." + name;
    }
}
