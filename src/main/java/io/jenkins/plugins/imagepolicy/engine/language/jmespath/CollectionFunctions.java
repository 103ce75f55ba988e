package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.ARRAY;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.NUMBER;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.OBJECT;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Kyverno's functions on lists and objects, and those that read JSON and YAML from text. */
final class CollectionFunctions {
    private static final JsonMapper JSON = JsonMapper.builder()
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CollectionFunctions() {}

    static Map<String, Function> all() {
        return new Functions.Table()
                .add("lookup", CollectionFunctions::lookup, Set.of(OBJECT, ARRAY), Set.of(STRING, NUMBER))
                .add("items", CollectionFunctions::items, Set.of(OBJECT, ARRAY), STRING, STRING)
                .add("object_from_lists", CollectionFunctions::objectFromLists, ARRAY, ARRAY)
                .add("parse_json", CollectionFunctions::parseJson, STRING)
                .add("parse_yaml", CollectionFunctions::parseYaml, STRING)
                .done();
    }

    private static JsonNode lookup(Arguments a) throws JmesPathException {
        if (a.get(0).isObject()) {
            if (!a.get(1).isTextual()) {
                throw a.type(1, "String");
            }
            JsonNode found = a.get(0).get(a.text(1));
            return found == null ? NullNode.instance : found;
        }
        if (!a.get(1).isNumber()) {
            throw a.type(1, "Number");
        }
        double index = a.number(1);
        if (index != Math.rint(index)) {
            throw a.invalid("the index is no whole number");
        }
        JsonNode found = index < 0 || index >= a.get(0).size() ? null : a.get(0).get((int) index);
        return found == null ? NullNode.instance : found;
    }

    private static JsonNode items(Arguments a) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        if (a.get(0).isObject()) {
            Map<String, JsonNode> ordered = new TreeMap<>();
            a.get(0).properties().forEach(field -> ordered.put(field.getKey(), field.getValue()));
            ordered.forEach((key, value) -> items.add(item(a, TextNode.valueOf(key), value)));
        } else {
            for (int i = 0; i < a.get(0).size(); i++) {
                items.add(item(a, IntNode.valueOf(i), a.get(0).get(i)));
            }
        }
        return items;
    }

    private static ObjectNode item(Arguments a, JsonNode key, JsonNode value) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.set(a.text(1), key);
        item.set(a.text(2), value);
        return item;
    }

    private static JsonNode objectFromLists(Arguments a) throws JmesPathException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < a.get(0).size(); i++) {
            if (!a.get(0).get(i).isTextual()) {
                throw a.invalid("a key is no text");
            }
            JsonNode value = a.get(1).get(i);
            object.set(a.get(0).get(i).textValue(), value == null ? NullNode.instance : value);
        }
        return object;
    }

    private static JsonNode parseJson(Arguments a) throws JmesPathException {
        try {
            JsonNode value = JSON.readTree(a.text(0));
            if (value == null || value.isMissingNode()) {
                throw a.invalid("the text is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw a.invalid("the text is no JSON");
        }
    }

    private static JsonNode parseYaml(Arguments a) throws JmesPathException {
        try {
            List<Document> documents = Documents.read(new SourceText("", a.text(0)));
            return documents.isEmpty() ? NullNode.instance : documents.get(0).content();
        } catch (DocumentException e) {
            throw a.invalid("the text is no YAML");
        }
    }
}
