package io.jenkins.plugins.imagepolicy.engine.language.cue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data.NumberData;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON that a policy is unified with. Immutable; may be validated many times. */
public final class CueInput {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** From here on Go writes a float64 with an exponent, which CUE reads as a float. */
    private static final BigDecimal GO_EXPONENT = new BigDecimal("1e21");

    private final Data data;

    private CueInput(Data data) {
        this.data = data;
    }

    Data data() {
        return data;
    }

    /** Number literals count as written: {@code 1} is an int, {@code 1.0} and {@code 1e3} are floats. */
    public static CueInput ofJson(String json) throws CueException {
        try (JsonParser parser = JSON.createParser(json)) {
            return read(parser);
        } catch (IOException | NumberFormatException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    /** UTF-8 JSON, otherwise as {@link #ofJson(String)}. */
    public static CueInput ofJson(byte[] json) throws CueException {
        return ofJson(new String(json, StandardCharsets.UTF_8));
    }

    /** As the cluster sees it after a round trip through Go's JSON: a whole number is an int however it was written. */
    public static CueInput of(JsonNode node) throws CueException {
        try {
            return new CueInput(convert(node));
        } catch (NumberFormatException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    private static CueException unreadable(Throwable cause) {
        String reason = cause instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : cause instanceof StackOverflowError ? "it nests too deep" : cause.getMessage();
        return CueException.input("could not read the input because " + reason);
    }

    private static CueInput read(JsonParser parser) throws IOException, CueException {
        if (parser.nextToken() == null) {
            throw CueException.input("could not read the input because it is empty");
        }
        Data data = value(parser);
        if (parser.nextToken() != null) {
            throw CueException.input("could not read the input because something follows the JSON value");
        }
        return new CueInput(data);
    }

    private static Data value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Data.StringData(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.parseJson(parser.getText());
            case VALUE_TRUE -> Data.TRUE;
            case VALUE_FALSE -> Data.FALSE;
            default -> Data.NULL;
        };
    }

    private static Data object(JsonParser parser) throws IOException {
        Map<String, Data> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new Data.StructData(fields);
    }

    private static Data array(JsonParser parser) throws IOException {
        List<Data> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new Data.ListData(elements);
    }

    private static Data convert(JsonNode node) throws CueException {
        switch (node.getNodeType()) {
            case OBJECT: {
                Map<String, Data> fields = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    fields.put(field.getKey(), convert(field.getValue()));
                }
                return new Data.StructData(fields);
            }
            case ARRAY: {
                List<Data> elements = new ArrayList<>(node.size());
                for (JsonNode element : node) {
                    elements.add(convert(element));
                }
                return new Data.ListData(elements);
            }
            case STRING:
                return new Data.StringData(node.textValue());
            case NUMBER:
                return number(node);
            case BOOLEAN:
                return Data.of(node.booleanValue());
            case NULL:
                return Data.NULL;
            default:
                throw CueException.input("could not read the input because it holds a " + node.getNodeType());
        }
    }

    private static NumberData number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return new NumberData(new BigDecimal(node.bigIntegerValue()), true);
        }
        NumberData number = Numbers.parseJson(node.asText());
        BigDecimal value = number.value().stripTrailingZeros();
        boolean whole = value.scale() <= 0 && value.abs().compareTo(GO_EXPONENT) < 0;
        return whole ? new NumberData(value.setScale(0), true) : new NumberData(value, false);
    }
}
