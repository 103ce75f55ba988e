package io.jenkins.plugins.imagepolicy.cli.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * One line of {@code eval --lines}: {@code {"id","type","policy","input"}}.
 *
 * @param type empty when not given
 * @param input JSON, as it stands in the line: languages tell {@code 1} from {@code 1.0}
 */
record EvalLine(String id, String type, String policy, String input) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(64 * 1024 * 1024)
                    .maxNestingDepth(10_000)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    static EvalLine parse(String line) throws IOException {
        String id = "";
        String type = "";
        String policy = null;
        String input = null;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("A line is an object with id, type, policy and input");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = value == JsonToken.VALUE_STRING ? parser.getText() : raw(parser, line);
                    case "type" -> type = parser.getText();
                    case "policy" -> policy = parser.getText();
                    case "input" -> input = raw(parser, line);
                    default -> parser.skipChildren();
                }
            }
        }
        if (policy == null || input == null) {
            throw new IOException("A line needs policy and input");
        }
        return new EvalLine(id, type, policy, input);
    }

    private static String raw(JsonParser parser, String line) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return line.substring(start, (int) parser.currentLocation().getCharOffset());
    }
}
