package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON into values: numbers keep their spelling, a repeated key takes the last value, nesting is bounded. */
public final class JsonReader {
    /** Deepest nesting read; every recursive walk over a value relies on it. */
    public static final int MAX_DEPTH = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    private JsonReader() {}

    public static Value read(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return document(parser);
        }
    }

    public static Value read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return document(parser);
        }
    }

    private static Value document(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new IOException("Could not read JSON because the text is empty");
        }
        Value value = value(parser);
        if (parser.nextToken() != null) {
            throw new IOException("Could not read JSON because text follows the first value");
        }
        return value;
    }

    private static Value value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> StringValue.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> BooleanValue.TRUE;
            case VALUE_FALSE -> BooleanValue.FALSE;
            case VALUE_NULL -> NullValue.NULL;
            default -> throw new IOException("Could not read JSON because of an unexpected " + token);
        };
    }

    private static NumberValue number(String text) throws IOException {
        try {
            return NumberValue.parse(text);
        } catch (NumberFormatException e) {
            throw new IOException("Could not read JSON because a number is too big", e);
        }
    }

    private static Value array(JsonParser parser) throws IOException {
        List<Value> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return ArrayValue.of(elements);
    }

    private static Value object(JsonParser parser) throws IOException {
        ObjectValue.Builder builder = new ObjectValue.Builder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            StringValue key = StringValue.of(parser.currentName());
            parser.nextToken();
            builder.put(key, value(parser));
        }
        return builder.build();
    }

    /** Converts a tree; decimals keep the digits that the tree kept. */
    public static Value of(JsonNode node) throws IOException {
        return of(node, 0);
    }

    private static Value of(JsonNode node, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("Could not read JSON because it is nested deeper than " + MAX_DEPTH);
        }
        if (node.isObject()) {
            ObjectValue.Builder builder = new ObjectValue.Builder();
            for (var field : node.properties()) {
                builder.put(field.getKey(), of(field.getValue(), depth + 1));
            }
            return builder.build();
        }
        if (node.isArray()) {
            List<Value> elements = new ArrayList<>(node.size());
            for (JsonNode element : node) {
                elements.add(of(element, depth + 1));
            }
            return ArrayValue.of(elements);
        }
        if (node.isNumber()) {
            return number(node.asText());
        }
        if (node.isBoolean()) {
            return BooleanValue.of(node.booleanValue());
        }
        return node.isTextual() ? StringValue.of(node.textValue()) : NullValue.NULL;
    }
}
