package io.jenkins.plugins.imagepolicy.engine.signature.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.registry.JsonTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON texts (RFC 8259) in UTF-8 without duplicate keys and without anything behind them. */
public final class StrictJson {
    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_STRING = 64 * 1024 * 1024;
    private static final int MOST_TOKENS = 4_000_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /** Any JSON value; {@code what} names it in the error. */
    public static JsonNode read(byte[] utf8, String what) throws EncodingException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EncodingException(what + " is not UTF-8");
        }
        return read(text, what);
    }

    public static JsonNode read(String text, String what) throws EncodingException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode node = JsonTree.read(parser, MOST_TOKENS);
            if (node.isMissingNode()) {
                throw new EncodingException(what + " is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new EncodingException(what + " is no valid JSON: " + shorten(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new EncodingException(what + " is no valid JSON", e);
        }
    }

    /** A JSON object. */
    public static JsonObject object(byte[] utf8, String what) throws EncodingException {
        return asObject(read(utf8, what), what);
    }

    public static JsonObject object(String text, String what) throws EncodingException {
        return asObject(read(text, what), what);
    }

    private static JsonObject asObject(JsonNode node, String what) throws EncodingException {
        if (!(node instanceof ObjectNode object)) {
            throw new EncodingException(what + " is no JSON object");
        }
        return new JsonObject(object, what);
    }

    private static String shorten(String message) {
        return message.length() <= 200 ? message : message.substring(0, 200) + "…";
    }
}
