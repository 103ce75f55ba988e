package io.jenkins.plugins.imagepolicy.engine.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON that others wrote and that two readers must not understand differently: strict UTF-8, no duplicate keys, nothing
 * after the value, and bounded in depth and in the number of values, since a tree takes many times the bytes it is read from.
 */
public final class StrictJson {
    private static final int DEEPEST = 64;
    private static final int MOST_TOKENS = 400_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(100)
                    .build())
            .build();

    private StrictJson() {}

    /** JSON that is malformed or exceeds a limit; the message says where, without quoting the text. */
    public static final class InvalidJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidJsonException(String message) {
            super(message);
        }
    }

    public static JsonNode parse(byte[] utf8) throws InvalidJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode tree;
            try (JsonParser parser = FACTORY.createParser(text)) {
                tree = JsonTree.read(parser, MOST_TOKENS);
            }
            if (tree.isMissingNode()) {
                throw new InvalidJsonException("it is empty");
            }
            return tree;
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException("it is not UTF-8");
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException(explain(e));
        } catch (IOException e) {
            throw new InvalidJsonException(e.getMessage());
        }
    }

    private static String explain(JsonProcessingException e) {
        // Jackson adds in parentheses which of its settings is meant.
        String problem = e.getOriginalMessage().replaceFirst("(?s) \\(.*", "");
        if (e.getLocation() == null) {
            return problem;
        }
        return "line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr() + ": " + problem;
    }
}
