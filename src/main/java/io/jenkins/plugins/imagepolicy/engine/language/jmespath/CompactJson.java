package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** JSON as Go writes it: no blanks, keys in order, whole numbers without a fraction. */
public final class CompactJson {
    private CompactJson() {}

    public static String write(JsonNode value) {
        return ordered(value).toString();
    }

    private static JsonNode ordered(JsonNode value) {
        if (value.isNumber() && !value.isIntegralNumber()) {
            return Json.number(value.doubleValue());
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(ordered(element)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            value.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
            object.setAll(fields);
            return object;
        }
        return value;
    }
}
