package io.jenkins.plugins.imagepolicy.engine.registry;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Builds a tree from a parser. Jackson's mapper would do the same, but setting one up takes a fifth of the time that verifying one
 * image takes in all. Fractions are kept exactly, without trailing zeros. Depth is the parser's to bound.
 */
public final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final int most;
    private int tokens;

    private JsonTree(JsonParser parser, int most) {
        this.parser = parser;
        this.most = most;
    }

    /**
     * The one value of the text; a missing node when there is none.
     *
     * @param most tokens, since a tree takes many times the memory of its text
     * @throws JsonParseException also when anything follows the value
     */
    public static JsonNode read(JsonParser parser, int most) throws IOException {
        JsonTree tree = new JsonTree(parser, most);
        JsonToken first = tree.next();
        if (first == null) {
            return MissingNode.getInstance();
        }
        JsonNode value = tree.value(first);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "Something follows the value");
        }
        return value;
    }

    private JsonToken next() throws IOException {
        if (++tokens > most) {
            throw new JsonParseException(parser, "It has more than " + most + " values");
        }
        return parser.nextToken();
    }

    private JsonNode value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> fraction(parser.getDecimalValue());
            default -> throw new JsonParseException(parser, "Unexpected " + token);
        };
    }

    private static JsonNode fraction(BigDecimal value) {
        return NODES.numberNode(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            object.set(name, value(next()));
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token));
        }
        return array;
    }
}
