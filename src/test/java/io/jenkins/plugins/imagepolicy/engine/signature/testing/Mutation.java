package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Changes inputs at random: bytes anywhere, or one member of a JSON text, through base64 and JSON within it down to its bytes. */
public final class Mutation {
    private static final int LONGEST_PIECE = 16;
    private static final List<byte[]> TOKENS = List.of(
            bytes("null"),
            bytes("[]"),
            bytes("{}"),
            bytes("-1"),
            bytes("1e999"),
            bytes("\"\""),
            bytes("\\ud800"),
            bytes("{\"a\":"),
            bytes("[["),
            bytes("AAAA"),
            bytes("\n"),
            bytes("\n\n"),
            bytes("-----BEGIN CERTIFICATE-----"),
            bytes("sha256:"),
            new byte[] {0},
            new byte[] {(byte) 0xff},
            bytes("99999999999999999999"),
            bytes("\"mediaType\":\"x\","),
            new byte[] {0x30, (byte) 0x80},
            new byte[] {0x30, (byte) 0x84, 127, -1, -1, -1});
    private static final byte[] NESTED_DER = repeated(new byte[] {0x30, (byte) 0x80}, 4000);
    private static final byte[] NESTED_JSON = repeated(bytes("[{\"a\":"), 4000);

    private final Random random;

    public Mutation(long seed) {
        this.random = new Random(seed);
    }

    /** One to three changes of single bytes or short pieces. */
    public byte[] ofBytes(byte[] genuine) {
        byte[] bytes = genuine;
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    /** A change of one member, which leaves the JSON around it whole. */
    public byte[] ofJson(byte[] genuine) {
        try {
            JsonNode root = Json.object(genuine);
            change(root);
            return Json.bytes(root);
        } catch (UncheckedIOException e) {
            return ofBytes(genuine);
        }
    }

    private byte[] change(byte[] bytes) {
        if (bytes.length == 0) {
            return token();
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(LONGEST_PIECE, bytes.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at, (byte) (1 << random.nextInt(8)));
            case 1 -> replaced(bytes, at, 1, new byte[] {(byte) (32 + random.nextInt(95))});
            case 2 -> replaced(bytes, at, length, new byte[0]);
            case 3 -> replaced(bytes, at, 0, token());
            case 4 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 5 -> Arrays.copyOf(bytes, at);
            case 6 -> replaced(bytes, at, length, token());
            default -> swapped(bytes, at, random.nextInt(bytes.length));
        };
    }

    private byte[] token() {
        return switch (random.nextInt(200)) {
            case 0 -> NESTED_DER;
            case 1 -> NESTED_JSON;
            default -> TOKENS.get(random.nextInt(TOKENS.size()));
        };
    }

    /** Walks down to a member, changes it, and says what it became. */
    private JsonNode change(JsonNode node) {
        if (node.isContainerNode() && node.size() > 0 && random.nextInt(12) > 0) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            if (node instanceof ObjectNode object) {
                String name = names.get(random.nextInt(names.size()));
                object.set(name, change(object.get(name)));
            } else {
                int index = random.nextInt(node.size());
                ((ArrayNode) node).set(index, change(node.get(index)));
            }
            return node;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue())) : rearranged(node);
    }

    private JsonNode rearranged(JsonNode node) {
        if (node instanceof ObjectNode object && node.size() > 0) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, object.get(other).deepCopy());
                default -> object.set(name + "s", object.get(name).deepCopy());
            }
            return object;
        }
        if (node instanceof ArrayNode array && node.size() > 0) {
            array.add(array.get(random.nextInt(array.size())).deepCopy());
            return array;
        }
        return switch (random.nextInt(5)) {
            case 0 -> Json.object().nullNode();
            case 1 -> Json.object().numberNode(random.nextLong());
            case 2 -> Json.object().numberNode(node.asLong() + random.nextInt(3) - 1);
            case 3 -> Json.object().arrayNode();
            default -> Json.object();
        };
    }

    private String text(String text) {
        byte[] decoded = decoded(text);
        if (decoded.length > 2 && random.nextInt(8) > 0) {
            boolean json = decoded[0] == '{' && random.nextInt(4) > 0;
            return Base64.getEncoder().encodeToString(json ? ofJson(decoded) : ofBytes(decoded));
        }
        byte[] utf8 = bytes(text);
        return new String(utf8.length > 1 && utf8[0] == '{' ? ofJson(utf8) : ofBytes(utf8), StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] flipped(byte[] bytes, int at, byte mask) {
        byte[] changed = bytes.clone();
        changed[at] ^= mask;
        return changed;
    }

    private static byte[] swapped(byte[] bytes, int one, int other) {
        byte[] changed = bytes.clone();
        byte kept = changed[one];
        changed[one] = changed[other];
        changed[other] = kept;
        return changed;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, at);
        out.writeBytes(by);
        out.write(bytes, at + length, bytes.length - at - length);
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] piece, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
