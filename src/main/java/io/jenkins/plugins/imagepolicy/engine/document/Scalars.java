package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML scalars as the JSON that Kubernetes tools make of them (source: sigs.k8s.io/yaml, goyaml.v2 resolve). */
final class Scalars {
    static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private static final int LONGEST_NUMBER = 1_000;
    private static final Tag PLAIN = new Tag("tag:image-policy,plain");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

    private Scalars() {}

    /** Leaves plain scalars unresolved, since YAML libraries differ in what they take for a number or a boolean. */
    static Resolver resolver() {
        return new Resolver() {
            @Override
            public Tag resolve(NodeId kind, String value, boolean implicit) {
                return switch (kind) {
                    case scalar -> implicit ? PLAIN : Tag.STR;
                    case sequence -> Tag.SEQ;
                    default -> Tag.MAP;
                };
            }
        };
    }

    static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.MERGE)
                        || scalar.getTag().equals(PLAIN) && scalar.getValue().equals("<<"));
    }

    static JsonNode read(SourceText source, ScalarNode scalar) throws DocumentException {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
            return JSON.textNode(text);
        }
        if (tag.equals(PLAIN)) {
            return plain(source, scalar);
        }
        if (tag.equals(Tag.BINARY)) {
            return binary(source, scalar);
        }
        JsonNode value = plain(source, scalar);
        boolean fits = tag.equals(Tag.NULL) && value.isNull()
                || tag.equals(Tag.BOOL) && value.isBoolean()
                || tag.equals(Tag.INT) && value.isIntegralNumber()
                || tag.equals(Tag.FLOAT) && value.isNumber();
        if (!fits) {
            throw failure(
                    source,
                    scalar,
                    "'" + text + "' does not fit its YAML tag '" + tag.getValue() + "'",
                    "Leave the tag out and write a plain scalar");
        }
        return value;
    }

    /** Keys are text in JSON: {@code 1: x} has the key "1", {@code true: x} and {@code yes: x} the key "true". */
    static String key(SourceText source, Node key) throws DocumentException {
        if (!(key instanceof ScalarNode scalar)) {
            throw failure(source, key, "A key is no plain text", "Use text as key");
        }
        JsonNode value = read(source, scalar);
        if (value.isNull() || value.isFloatingPointNumber()) {
            throw failure(source, key, "'" + scalar.getValue() + "' is no key that JSON can hold", "Put it in quotes");
        }
        return value.asText();
    }

    private static JsonNode plain(SourceText source, ScalarNode scalar) throws DocumentException {
        String text = scalar.getValue();
        if (NULL.contains(text)) {
            return JSON.nullNode();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return JSON.booleanNode(TRUE.contains(text));
        }
        if (NOT_FINITE.matcher(text).matches()) {
            throw notANumber(source, scalar);
        }
        char first = text.charAt(0);
        if (first == '.') {
            return FLOAT.matcher(text).matches() ? decimal(source, scalar, text) : JSON.textNode(text);
        }
        if (first != '+' && first != '-' && (first < '0' || first > '9')) {
            return JSON.textNode(text);
        }
        String number = text.replace("_", "");
        if (INTEGER.matcher(number).matches()) {
            Optional<BigInteger> value = integer(source, scalar, number);
            if (value.isPresent()) {
                BigInteger v = value.get();
                return v.bitLength() < 64 ? JSON.numberNode(v.longValue()) : JSON.numberNode(v);
            }
        }
        return FLOAT.matcher(number).matches() ? decimal(source, scalar, number) : JSON.textNode(text);
    }

    /** Empty for a decimal number beyond 64 bits, which those tools hold as a float. */
    private static Optional<BigInteger> integer(SourceText source, ScalarNode scalar, String number)
            throws DocumentException {
        if (number.length() > LONGEST_NUMBER) {
            throw notANumber(source, scalar);
        }
        boolean negative = number.startsWith("-");
        String digits = negative || number.startsWith("+") ? number.substring(1) : number;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            digits = digits.substring(Character.isDigit(digits.charAt(1)) ? 1 : 2);
        }
        BigInteger value = new BigInteger(digits, radix);
        if (radix == 10 && value.bitLength() > (negative ? 63 : 64)) {
            return Optional.empty();
        }
        return Optional.of(negative ? value.negate() : value);
    }

    /** A 64-bit float as Go writes it to JSON: {@code 1.0} is {@code 1}. */
    private static JsonNode decimal(SourceText source, ScalarNode scalar, String number) throws DocumentException {
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw notANumber(source, scalar);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        if (value == Math.rint(value) && Math.abs(value) < 1e21) {
            BigInteger whole = exact.toBigIntegerExact();
            return whole.bitLength() < 64 ? JSON.numberNode(whole.longValue()) : JSON.numberNode(whole);
        }
        return DecimalNode.valueOf(exact);
    }

    private static JsonNode binary(SourceText source, ScalarNode scalar) throws DocumentException {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(scalar.getValue());
            return JSON.textNode(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw failure(
                    source, scalar, "The value with tag '!!binary' is no base64", "Write base64, or leave the tag out");
        }
    }

    private static DocumentException notANumber(SourceText source, ScalarNode scalar) {
        return failure(
                source,
                scalar,
                "'" + abbreviated(scalar.getValue()) + "' is a number that JSON cannot hold",
                "Write a finite number, or put the text in quotes");
    }

    private static String abbreviated(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static DocumentException failure(SourceText source, Node node, String message, String remedy) {
        return Documents.failure(source, Documents.position(node.getStartMark()), message, remedy);
    }
}
